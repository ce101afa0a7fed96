"""Proposals that have to do with each other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from core.refusal import insist

from ..models import Link, Proposal
from ..rules import why_not_handle, why_not_link
from .shared import both_locked, note, situation_of, step


@transaction.atomic
def link(*, proposal: Proposal, other: Proposal, user: User, now: datetime, expected: int | None = None) -> Link:
    """Show the two as related on both pages; a second call changes nothing. Raises Refused and Changed."""
    same, same_site = proposal.pk == other.pk, proposal.site_id == other.site_id
    one, two = (proposal, proposal) if same else both_locked(proposal, other, expected=expected)
    insist(why_not_link(situation_of(one, user, now), situation_of(two, user, now), same=same, same_site=same_site))
    first, second = sorted((one, two), key=lambda row: row.pk)
    row, made = Link.objects.get_or_create(one=first, other=second, defaults={"by": user, "at": now})
    if made:
        _step_both(one, two)
        note(one, user, "link", other=two.pk, revision=one.revision)
    return row


@transaction.atomic
def unlink(*, proposal: Proposal, other: Proposal, user: User, now: datetime, expected: int | None = None) -> None:
    """Part them; nothing happens when they are not linked. Raises Refused and Changed."""
    one, two = both_locked(proposal, other, expected=expected)
    insist(why_not_handle(situation_of(one, user, now)))
    first, second = sorted((one.pk, two.pk))
    if Link.objects.filter(one=first, other=second).delete()[0]:
        _step_both(one, two)
        note(one, user, "unlink", other=two.pk, revision=one.revision)


def _step_both(*proposals: Proposal) -> None:
    """Both pages show it."""
    for proposal in proposals:
        step(proposal)
        proposal.save()
