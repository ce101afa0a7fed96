"""Support: once each, taken back as easily."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from core.refusal import insist

from ..models import Proposal, Support
from ..rules import why_not_support
from .shared import locked, note, situation_of


@transaction.atomic
def support(*, proposal: Proposal, user: User, now: datetime) -> int:
    """Count the person's support once, however often it is sent; return the number of supports. Raises Refused."""
    proposal = locked(proposal)
    insist(why_not_support(situation_of(proposal, user, now)))
    _row, created = Support.objects.get_or_create(proposal=proposal, user=user)
    if created:
        _count(proposal, +1)
        note(proposal, user, "support")
    return proposal.support_count + created


@transaction.atomic
def withdraw_support(*, proposal: Proposal, user: User, now: datetime) -> int:
    """Take the person's support back if there is one, also from what has been merged into the proposal; return the
    number of supports. Raises Refused."""
    proposal = locked(proposal)
    insist(why_not_support(situation_of(proposal, user, now)))
    gone, _each = Support.objects.filter(proposal=proposal, user=user).delete()
    if gone:
        _count(proposal, -1)
        _take_back_below(proposal, user)
        note(proposal, user, "withdraw_support")
    return proposal.support_count - bool(gone)


def _count(proposal: Proposal, change: int) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(support_count=F("support_count") + change)


def _take_back_below(proposal: Proposal, user: User) -> None:
    """The person supported what was merged here too, and was counted once: that goes with it, or a merge undone would
    bring it back."""
    for merged in Proposal.objects.filter(merged_into=proposal).order_by("pk"):
        if Support.objects.filter(proposal=merged, user=user).delete()[0]:
            _count(merged, -1)
        _take_back_below(merged, user)
