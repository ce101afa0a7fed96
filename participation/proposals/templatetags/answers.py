"""What the municipality said, in the reader's language where it said it in that."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Handling

register = template.Library()


@dataclass(frozen=True)
class Said:
    text: str
    lang: str  # of the text, when it is not the reader's
    who: str
    decision: str
    decided_by: str
    anchor: str


@register.simple_tag
def said(step: Handling) -> Said:
    text, language = step.text.shown()
    return Said(
        text=text,
        lang="" if not text or language == get_language() else language,
        who=str(step.signed),
        decision=str(step.decision_title) or _("Decision"),
        decided_by=str(step.decision_body),
        anchor=f"answer-{step.pk}",
    )
