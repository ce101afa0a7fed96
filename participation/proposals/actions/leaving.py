"""What becomes of proposals and supports when their person deletes the account. Each step may be done again after a
crash: what is done fits no more."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.personal import Fate, Leaving
from accounts.personal.registry import BATCH
from core import audit
from participation.moderation import actions as moderation

from .. import tallies
from ..models import Proposal, Support
from ..moderated import leave, wipe
from ..rules import ANSWERED, JUDGED, Publication
from ..voters import voter_of
from .drafting import discard_draft
from .repairing import close_quietly
from .shared import locked, step


def part_from_proposals(*, leaving: Leaving) -> None:
    """Drafts go, and what never was public. What is public stays without its author, or is withdrawn and emptied, as
    the person chooses, unless the municipality has answered or merged it: then it stays."""
    while row := Proposal.objects.filter(author=leaving.user).order_by("pk").first():
        _part(row, leaving)


@transaction.atomic
def part_from_supports(*, leaving: Leaving) -> int:
    """One batch of supports: they stay counted under a mark of the address, or go. Returns how many there were."""
    wanted = Support.objects.filter(user=leaving.user).order_by("pk").values_list("proposal", flat=True)[:BATCH]
    ids = sorted(set(wanted))
    list(Proposal.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))
    rows = Support.objects.filter(user=leaving.user, proposal__in=ids)
    given = list(rows.values_list("proposal", flat=True))  # as it is now that the proposals are held
    if leaving.supports == Fate.STAY:
        mark = voter_of(leaving.address)
        known = Support.objects.filter(proposal__in=given, voter=mark).values_list("proposal", flat=True)
        _take_back(leaving.user, list(known))
        rows.update(user=None, voter=mark)
    else:
        _take_back(leaving.user, given)
    return len(ids)


def _take_back(user: User, proposals: list[int]) -> None:
    Support.objects.filter(user=user, proposal__in=proposals).delete()
    Proposal.objects.filter(pk__in=proposals).update(support_count=F("support_count") - 1)


@transaction.atomic
def _part(row: Proposal, leaving: Leaving) -> None:
    proposal = locked(row)
    if proposal.author_id != leaving.user.pk:
        return
    if not proposal.published_at:
        _throw_away(proposal, leaving)
        return
    if _goes(proposal, leaving):
        _withdraw(proposal, leaving)
    elif proposal.is_withdrawn:
        wipe(proposal)
    proposal.author, proposal.author_name = None, ""
    step(proposal)
    proposal.save()
    audit.record(
        site_id=proposal.site_id,
        actor_id=None,
        verb="proposal.part",
        kind="proposal",
        key=proposal.uuid,
        subject_id=leaving.user.pk,
        revision=proposal.revision,
    )


def _goes(proposal: Proposal, leaving: Leaving) -> bool:
    """Whether it is withdrawn: as the person chooses while it is public, always when it is not. (What a moderator has
    removed is wiped when nobody can appeal any more.)"""
    if proposal.publication == Publication.PUBLISHED:
        return leaving.texts == Fate.GO and proposal.state not in ANSWERED
    return proposal.publication in (Publication.HELD, Publication.HIDDEN)


def _withdraw(proposal: Proposal, leaving: Leaving) -> None:
    before = tallies.cell_of(proposal)
    proposal.publication, proposal.withdrawn_at = Publication.WITHDRAWN, leaving.now
    close_quietly(proposal, None, leaving.now)
    leave(proposal, before)
    moderation.gone(kind="proposal", thing_id=proposal.pk, now=leaving.now)
    wipe(proposal)


def _throw_away(proposal: Proposal, leaving: Leaving) -> None:
    """A draft, also one that waits for a moderator or was not let through."""
    if proposal.publication in {*JUDGED, Publication.HELD}:
        moderation.gone(kind="proposal", thing_id=proposal.pk, now=leaving.now)
        proposal.publication = Publication.DRAFT
        proposal.save()
    discard_draft(draft=proposal, user=None)
