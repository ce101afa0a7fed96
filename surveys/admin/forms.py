"""What narrows the results: an ordinary form in the address, so that every link carries it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from ..engine.texts import Text, say
from ..results.choosing import Selection, alternatives
from ..results.reading import Reading

PARTED = " "  # between a question and a cell of it; ids have none


class NarrowingForm(forms.Form):
    """Whatever is not understood narrows nothing."""

    language = forms.ChoiceField(label=_("Language of the answer"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=AdminDateInput)
    until = forms.DateField(label=_("Until"), required=False, widget=AdminDateInput)
    chosen = forms.ChoiceField(label=_("Only those who answered"), required=False)

    def __init__(self, data: Any, *, reading: Reading, language: str) -> None:
        super().__init__(data)
        self._reading, self._language = reading, language
        self.fields["language"].choices = [("", _("All")), *settings.LANGUAGES]  # type: ignore[attr-defined]
        self.fields["chosen"].choices = [("", _("All")), *self._groups()]  # type: ignore[attr-defined]

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

    def _say(self, text: Text) -> str:
        return say(text, self._language, self._reading.newest.language)

    def _groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        found = ((question, alternatives(question, self._say)) for question in self._reading.questions)
        return [
            (self._say(question.title), [(f"{question.id}{PARTED}{cell}", label) for cell, label in labels.items()])
            for question, labels in found
            if labels
        ]
