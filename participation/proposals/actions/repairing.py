"""The second track: a live proposal is sent back to its author to put something right, and keeps its place."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusal import insist
from core.text import tidy

from .. import mails
from ..models import Proposal, RepairRequest
from ..rules import Repair, RepairOutcome, why_not_accept_repair, why_not_ask_repair, why_not_drop_repair
from .shared import locked, note, situation_of, step


@transaction.atomic
def ask_repair(
    *, proposal: Proposal, user: User, now: datetime, reason: str, expected: int | None = None
) -> RepairRequest:
    """Send a published proposal back to its author, who hears why by mail; when it came back already, ask again.
    Number, publication, supports and comments stay. Raises Refused and ValidationError (no reason)."""
    proposal = locked(proposal, expected=expected)
    insist(why_not_ask_repair(situation_of(proposal, user, now)))
    reason = tidy(reason)
    if not reason:
        raise ValidationError({"reason": _("Tell the author what should be repaired.")})
    _close(proposal, RepairOutcome.AGAIN, user, now)
    request = RepairRequest.objects.create(proposal=proposal, reason=reason, asked_by=user, asked_at=now)
    _set(proposal, Repair.ASKED)
    note(proposal, user, "ask_repair", revision=proposal.revision)
    mails.repair_asked(proposal, request)
    return request


@transaction.atomic
def accept_repair(*, proposal: Proposal, user: User, now: datetime, expected: int | None = None) -> Proposal:
    """What the author sent will do. The author is told. Raises Refused."""
    proposal = locked(proposal, expected=expected)
    insist(why_not_accept_repair(situation_of(proposal, user, now)))
    _close(proposal, RepairOutcome.ACCEPTED, user, now)
    _set(proposal, Repair.NONE)
    note(proposal, user, "accept_repair", revision=proposal.revision)
    mails.repair_accepted(proposal)
    return proposal


@transaction.atomic
def drop_repair(*, proposal: Proposal, user: User, now: datetime, expected: int | None = None) -> Proposal:
    """It need not be repaired after all. The author is told. Raises Refused."""
    proposal = locked(proposal, expected=expected)
    insist(why_not_drop_repair(situation_of(proposal, user, now)))
    _close(proposal, RepairOutcome.DROPPED, user, now)
    _set(proposal, Repair.NONE)
    note(proposal, user, "drop_repair", revision=proposal.revision)
    mails.repair_dropped(proposal)
    return proposal


def close_quietly(proposal: Proposal, user: User | None, now: datetime) -> None:
    """What was asked has become needless, because the proposal was answered, merged or withdrawn. The caller saves."""
    if proposal.repair:
        _close(proposal, RepairOutcome.DROPPED, user, now)
        proposal.repair = Repair.NONE


def mark_repaired(proposal: Proposal, now: datetime) -> None:
    """The author has sent a changed text. The caller saves."""
    proposal.repairs.filter(closed_at=None).update(repaired_at=now)
    proposal.repair = Repair.REPAIRED


def _close(proposal: Proposal, outcome: str, user: User | None, now: datetime) -> None:
    proposal.repairs.filter(closed_at=None).update(outcome=outcome, closed_by=user, closed_at=now)


def _set(proposal: Proposal, repair: str) -> None:
    proposal.repair = repair
    step(proposal)
    proposal.save()
