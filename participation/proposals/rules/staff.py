"""Which of the municipality's people may do what with a proposal. Pure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.roles import HANDLES_PROPOSALS
from core.refusal import Refusal

from .situation import Situation
from .states import Publication, State


def why_not_handle(situation: Situation) -> Refusal | None:
    if not situation.roles & HANDLES_PROPOSALS:
        return Refusal("role", _("Your role does not include answering proposals."))
    if situation.publication != Publication.PUBLISHED:
        return Refusal("not_published", _("Only a published proposal can be answered."))
    return None


def why_not_answer(state: str, has_text: bool) -> Refusal | None:
    """An answer, and above all a refusal, needs its reasons."""
    if state == State.REJECTED and not has_text:
        return Refusal("reason", _("Tell the author why the proposal is not carried out."))
    return None
