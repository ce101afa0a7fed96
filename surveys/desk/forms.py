"""What staff type at a survey's desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from core.fields import LocalizedFormField

from ..engine.definition import Definition, Question
from ..engine.kinds import kind_of
from ..engine.texts import say
from ..models import CodeBatch, Prize, Quota, Raffle
from ..quotas import WHOLE, Pair, counted


class BatchForm(forms.ModelForm):
    class Meta:
        model = CodeBatch
        fields = ("number", "note")


class PaperForm(forms.Form):
    arrived_on = forms.DateField(
        label=_("The day the paper arrived"), widget=AdminDateInput, help_text=_("For example 24.11.2026.")
    )
    language = forms.ChoiceField(label=_("The language it is filled in"), choices=settings.LANGUAGES)

    def clean_arrived_on(self) -> date:
        arrived: date = self.cleaned_data["arrived_on"]
        if arrived > localdate():
            raise ValidationError(_("The day of arrival is still to come."))
        return arrived


def names_of(definition: Definition) -> dict[Pair, tuple[str, str]]:
    """Question and option in words, of whatever can have a quota."""
    language = get_language() or ""

    def said(question: Question) -> dict[Pair, tuple[str, str]]:
        title = say(question.title, language, definition.language)
        return {
            (question.id, option.id): (title, say(option.text, language, definition.language))
            for option in question.options
        }

    return {pair: words for one in definition.questions() if counted(one) for pair, words in said(one).items()}


class QuotaForm(forms.ModelForm):
    """``about`` names what is limited, as its place in the list of everything that can be."""

    about = forms.ChoiceField(label=_("What is limited"))

    class Meta:
        model = Quota
        fields = ("most",)

    field_order = ("about", "most")

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = names_of(definition)
        self.pairs = [WHOLE, *names]
        groups: dict[str, list[tuple[str, str]]] = {}
        for place, (title, option) in enumerate(names.values(), start=1):
            groups.setdefault(title, []).append((str(place), option))
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("0", _("The whole survey")), *groups.items()]

    @property
    def pair(self) -> Pair:
        return self.pairs[int(self.cleaned_data["about"])]


class RaffleForm(forms.ModelForm):
    """``question``: one of those that ask for an address or a number."""

    question = forms.ChoiceField(label=_("Question that asks for the address"))

    class Meta:
        model = Raffle
        fields = ("question", "prize", "winners", "reserves", "draws_on", "kept_until")
        widgets = {"draws_on": AdminDateInput, "kept_until": AdminDateInput}

    def __init__(self, *args: Any, definition: Definition, closes_at: datetime | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or ""
        field = self.fields["question"]
        assert isinstance(field, forms.ChoiceField)
        asked = [question for question in definition.questions() if kind_of(question.kind).apart]
        field.choices = [(one.id, say(one.title, language, definition.language)) for one in asked]
        self.closes_at = closes_at

    def clean_draws_on(self) -> date:
        draws_on: date = self.cleaned_data["draws_on"]
        if self.closes_at is None:
            raise ValidationError(
                _("A raffle is drawn after the survey has closed: give the survey a closing time first.")
            )
        if draws_on < localdate(self.closes_at):
            raise ValidationError(_("The survey closes later than this."))
        return draws_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        draws_on, kept_until = cleaned.get("draws_on"), cleaned.get("kept_until")
        if draws_on and kept_until and kept_until <= draws_on:
            self.add_error("kept_until", _("The addresses are needed until after the draw."))
        return cleaned


class PrizeForm(forms.Form):
    """Who is written to, and what."""

    places = forms.MultipleChoiceField(
        label=_("To whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose to whom you write.")},
    )
    text = LocalizedFormField(
        label=_("What you write"),
        long=True,
        max_length=2000,
        help_text=_("How the prize is fetched and by when. The mail goes in every language that you write here."),
    )

    def __init__(self, *args: Any, prizes: Iterable[Prize], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["places"]
        assert isinstance(field, forms.MultipleChoiceField)
        waiting = [prize for prize in prizes if prize.mailed_at is None and prize.contact_id]
        field.choices = [(str(one.place), _place(one)) for one in waiting]
        self.initial["places"] = [str(one.place) for one in waiting if not one.is_reserve]


def _place(prize: Prize) -> str:
    name = _("Reserve, place %(place)s") if prize.is_reserve else _("Winner, place %(place)s")
    return name % {"place": prize.place}
