"""The form staff answer with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.fields import LocalizedFormField

from ..models import Proposal
from ..rules import State, why_not_answer

DECISION = ("title", "body", "date", "number", "url")


class AnswerForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=State.choices)
    text = LocalizedFormField(
        label=_("The municipality's answer"),
        long=True,
        required=False,
        max_length=5000,
        help_text=_("Plain text, in both languages if you can. The author is told by mail."),
    )
    signed = LocalizedFormField(
        label=_("Signed by"), required=False, max_length=120, help_text=_("An office, such as «Head of sports».")
    )
    decision_title = LocalizedFormField(label=_("Decision"), required=False, max_length=160)
    decision_body = LocalizedFormField(
        label=_("Decided by"),
        required=False,
        max_length=120,
        help_text=_("Body and section, such as «Technical committee § 41»."),
    )
    decision_date = forms.DateField(label=_("Meeting date"), required=False, help_text=_("Day.month.year"))
    decision_number = forms.CharField(label=_("Case number"), required=False, max_length=40)
    decision_url = forms.URLField(label=_("Address of the decision"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("state", proposal.state)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refusal = why_not_answer(cleaned.get("state", ""), bool(cleaned.get("text")))
        if refusal is not None:
            self.add_error("text", ValidationError(str(refusal), code=refusal.code))
        return cleaned

    def decision(self) -> dict[str, Any]:
        """What the action takes, without what was left empty."""
        values = {name: self.cleaned_data.get(f"decision_{name}") for name in DECISION}
        return {name: value for name, value in values.items() if value}
