"""The form staff answer with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from core.fields import LocalizedFormField

from ..models import AnswerTemplate, DraftAnswer, Proposal
from ..models.handling import DECISION
from ..rules import State, why_not_answer


class AnswerForm(forms.Form):
    """``is_draft``: it is kept, not published, and may lack its reasons."""

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
    decision_date = forms.DateField(label=_("Meeting date"), required=False, widget=AdminDateInput)
    decision_number = forms.CharField(label=_("Case number"), required=False, max_length=40)
    decision_url = forms.URLField(label=_("Address of the decision"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, proposal: Proposal, draft: DraftAnswer | None = None, **kwargs: Any) -> None:
        self.is_draft, self.proposal = False, proposal
        super().__init__(*args, **kwargs)
        if draft is not None:
            self.initial = {name: getattr(draft, name) for name in self.fields} | dict(self.initial)
        self.initial.setdefault("state", proposal.state)

    def with_template(self, template: AnswerTemplate) -> AnswerForm:
        """The form with what was typed, as it was typed, and the template's text after it."""
        typed = {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }
        added = [template.text.get(code, "") for code, _name in settings.LANGUAGES]
        typed["text"] = ["\n\n".join(filter(None, pair)) for pair in zip(typed["text"], added, strict=True)]
        if template.state:
            typed["state"] = template.state
        return AnswerForm(proposal=self.proposal, initial=typed)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refusal = None if self.is_draft else why_not_answer(cleaned.get("state", ""), bool(cleaned.get("text")))
        if refusal is not None:
            self.add_error("text", ValidationError(str(refusal), code=refusal.code))
        return cleaned

    @property
    def words(self) -> list[Any]:
        """The fields that every answer has."""
        return [self[name] for name in ("state", "text", "signed")]

    @property
    def decision_fields(self) -> list[Any]:
        return [self[f"decision_{name}"] for name in DECISION]

    @property
    def has_decision(self) -> bool:
        """Whether there is something to show among them."""
        return any(any(value) if isinstance(value := f.value(), list) else value for f in self.decision_fields) or any(
            field.errors for field in self.decision_fields
        )

    def decision(self) -> dict[str, Any]:
        """What the action takes, without what was left empty."""
        values = {name: self.cleaned_data.get(f"decision_{name}") for name in DECISION}
        return {name: value for name, value in values.items() if value}
