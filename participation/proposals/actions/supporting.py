"""Support: once each, taken back as easily."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.acting.context import via_now
from accounts.models import User
from core.refusal import insist

from .. import telling
from ..models import Proposal, Support
from ..rules import why_not_support
from ..voters import voter_of
from .merging import merged_into
from .shared import locked, note, situation_of


@transaction.atomic
def support(*, proposal: Proposal, user: User, now: datetime) -> int:
    """Count the person's support once, however often it is sent, and not again when the same address gave it from an
    account that has been deleted since; return the number of supports. Raises Refused."""
    proposal = locked(proposal)
    situation = situation_of(proposal, user, now)
    insist(why_not_support(situation))
    Support.objects.filter(proposal=proposal, voter=voter_of(user.email)).update(user=user, voter="")
    given = {"via": via_now(), "basis": situation.told.basis}
    _row, created = Support.objects.get_or_create(proposal=proposal, user=user, defaults=given)
    if created:
        _count(proposal, +1)
        telling.supported(proposal, user, now)
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
        telling.unsupported(proposal, merged_into(proposal), user)
        note(proposal, user, "withdraw_support")
    return proposal.support_count - bool(gone)


@transaction.atomic
def take_over(*, shell: User, account: User) -> None:
    """The supports of one person, given through the service desk, become those of an account of the same person; what
    that supports already, or wrote, is counted once."""
    given = Support.objects.filter(user=shell).order_by("proposal_id").values_list("proposal_id", flat=True)
    for proposal in Proposal.objects.select_for_update().filter(pk__in=list(given)).order_by("pk"):
        doubled = proposal.author_id == account.pk or Support.objects.filter(proposal=proposal, user=account).exists()
        rows = Support.objects.filter(proposal=proposal, user=shell)
        if not doubled:
            rows.update(user=account)
        elif rows.delete()[0]:
            _count(proposal, -1)


def _count(proposal: Proposal, change: int) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(support_count=F("support_count") + change)


def _take_back_below(proposal: Proposal, user: User) -> None:
    """The person supported what was merged here too, and was counted once: that goes with it, or a merge undone would
    bring it back."""
    for merged in Proposal.objects.filter(merged_into=proposal).order_by("pk"):
        if Support.objects.filter(proposal=merged, user=user).delete()[0]:
            _count(merged, -1)
        _take_back_below(merged, user)
