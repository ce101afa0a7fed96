"""What narrows the results and what is crossed: an ordinary form in the address, so that every link carries it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ..engine.definition import Question
from ..engine.texts import Text, say
from ..models import AnswerTheme
from ..results.choosing import Selection, alternatives
from ..results.crossing import CROSSED
from ..results.reading import Reading
from ..results.texts import WITHOUT, Answer, Wanted

PARTED = " "  # between a question and a cell of it; ids have none


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ResultsForm(forms.Form):
    """Whatever is not understood narrows nothing."""

    language = forms.ChoiceField(label=_("Language of the answer"), required=False)
    since = forms.DateField(label=_("Answered on this day or later"), required=False, widget=Day)
    until = forms.DateField(label=_("Answered on this day or before"), required=False, widget=Day)
    chosen = forms.ChoiceField(label=_("Only those who answered"), required=False)
    side_by_side = forms.BooleanField(label=_("Compare languages"), required=False)
    rows = forms.ChoiceField(label=_("Question by rows"), required=False)
    columns = forms.ChoiceField(label=_("Question by columns"), required=False)

    NARROWING = ("language", "since", "until", "chosen")
    CROSSING = ("rows", "columns")

    def __init__(self, data: Any, *, reading: Reading, language: str) -> None:
        super().__init__(data)
        self._reading, self._language = reading, language
        fields: dict[str, Any] = self.fields
        fields["language"].choices = [("", _("All")), *settings.LANGUAGES]
        fields["chosen"].choices = [("", _("All")), *self._groups()]
        crossed = [(one.id, self.say(one.title)) for one in reading.questions if one.kind in CROSSED]
        for name in self.CROSSING:
            fields[name].choices = [("", "–"), *crossed]

    def selection(self) -> Selection:
        self.is_valid()
        found = self.cleaned_data
        question, _parted, cell = found.get("chosen", "").partition(PARTED)
        return Selection(
            language=found.get("language", ""),
            since=found.get("since"),
            until=found.get("until"),
            chosen=(question, cell) if cell else None,
        )

    def said(self) -> list[str]:
        """What narrows, in words: «Language of the answer: suomi»."""
        self.is_valid()
        found = ((self[name], self.cleaned_data.get(name)) for name in self.NARROWING)
        return [f"{field.label}: {_in_words(field, value)}" for field, value in found if value]

    def crossed(self) -> tuple[Question, Question] | None:
        """The two questions that are crossed, if two are."""
        self.is_valid()
        by_id = {question.id: question for question in self._reading.questions}
        first, second = (by_id.get(self.cleaned_data.get(name, "")) for name in self.CROSSING)
        return (first, second) if first and second and first != second else None

    def say(self, text: Text) -> str:
        return say(text, self._language, self._reading.newest.language)

    def compares_languages(self) -> bool:
        self.is_valid()
        return bool(self.cleaned_data.get("side_by_side"))

    @property
    def narrowing(self) -> list[forms.BoundField]:
        return [self[name] for name in self.NARROWING]

    @property
    def crossing(self) -> list[forms.BoundField]:
        return [self[name] for name in self.CROSSING]

    def _groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        found = ((question, alternatives(question, self.say)) for question in self._reading.questions)
        return [
            (self.say(question.title), [(f"{question.id}{PARTED}{cell}", label) for cell, label in labels.items()])
            for question, labels in found
            if labels
        ]


def _in_words(field: forms.BoundField, value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    for key, label in getattr(field.field, "choices", ()):
        if isinstance(label, (list, tuple)):
            for own, words in label:
                if own == value:
                    return f"{key} – {words}"
        elif key == value:
            return str(label)
    return str(value)


class TextsForm(forms.Form):
    """What texts are looked for."""

    q = forms.CharField(label=_("Words in the answer"), required=False, max_length=200)
    theme = forms.TypedChoiceField(label=_("Theme"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, themes: Sequence[AnswerTheme]) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        named = [(theme.pk, theme.name) for theme in themes]
        fields["theme"].choices = [("", _("All")), (WITHOUT, _("No theme yet")), *named]

    def wanted(self, selection: Selection, before: date | None) -> Wanted:
        self.is_valid()
        found = self.cleaned_data
        return Wanted(selection=selection, before=before, query=found.get("q", ""), theme=found.get("theme"))


class ThemesForm(forms.Form):
    """The themes of the answers that were shown on a page: a field for each answer."""

    def __init__(self, data: Any, *, answers: Sequence[Answer], themes: Sequence[AnswerTheme]) -> None:
        super().__init__(data)
        choices = [(theme.pk, theme.name) for theme in themes]
        for answer in answers:
            self.fields[f"themes-{answer.key}"] = forms.TypedMultipleChoiceField(
                label=_("Themes"),
                choices=choices,
                coerce=int,
                required=False,
                initial=sorted(answer.themes),
                widget=forms.CheckboxSelectMultiple,
            )
        self._answers = answers

    def rows(self) -> list[tuple[Answer, forms.BoundField]]:
        return [(answer, self[f"themes-{answer.key}"]) for answer in self._answers]

    def chosen(self) -> dict[int, list[int]]:
        """The themes of each answer whose choice was understood."""
        self.is_valid()
        found = ((answer.key, self.cleaned_data.get(f"themes-{answer.key}")) for answer in self._answers)
        return {key: themes for key, themes in found if themes is not None}
