"""What staff type about a survey's raffle."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from core.fields import LocalizedFormField

from ..engine.definition import Definition
from ..engine.kinds import kind_of
from ..engine.texts import say
from ..models import Prize, Raffle


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
