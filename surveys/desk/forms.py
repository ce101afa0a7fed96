"""What staff type at a survey's desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from core.copying.forms import CopyForm

from ..engine.definition import Definition, Question
from ..engine.texts import say
from ..models import CodeBatch, Quota
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


class CopySurveyForm(CopyForm):
    as_round = forms.BooleanField(
        label=_("It is the next round of this survey"),
        required=False,
        help_text=_("Results of rounds are compared question by question."),
    )


class AddForm(forms.Form):
    """Which set is put in, and after which part of the survey; ``asked``: ids and titles of its parts."""

    chosen = forms.ChoiceField(
        label=_("Set of questions"), widget=forms.RadioSelect, error_messages={"required": _("Choose a set.")}
    )
    after = forms.ChoiceField(label=_("Put after"), required=False)

    def __init__(self, *args: Any, offered: Sequence[Any], asked: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["chosen"].choices = [(one.key, one.name) for one in offered]
        fields["after"].choices = [("", _("the last question")), *asked]


class SaveSetForm(forms.Form):
    chosen = forms.MultipleChoiceField(
        label=_("Questions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose questions for the set.")},
    )
    name = forms.CharField(label=_("name of the set"), max_length=80)

    def __init__(self, *args: Any, asked: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["chosen"].choices = asked
