"""Two proposals of one matter become one, and can be parted again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

import search.actions
from accounts.models import User
from core.refusal import Refused, insist

from .. import mails, tallies, telling
from ..documents import document_of
from ..models import Merge, Proposal, Support
from ..rules import NOT_MERGED, Publication, why_not_merge, why_not_undo_merge
from ..voters import given_twice
from .repairing import close_quietly
from .shared import both_locked, note, situation_of, step


@transaction.atomic
def merge(*, proposal: Proposal, into: Proposal, user: User, now: datetime, expected: int | None = None) -> Merge:
    """Merge ``proposal`` into the other. Whoever supported both is counted once, and the other's author not at all; a
    support that moves remembers where it was given, those that do not stay where they are. The merged proposal keeps
    its page and its comments. Both authors are told. Raises Refused and Changed."""
    same, same_site = proposal.pk == into.pk, proposal.site_id == into.site_id
    if same:
        one = other = proposal
    else:
        one, other = both_locked(proposal, into, expected=expected)
    situations = situation_of(one, user, now), situation_of(other, user, now)
    insist(why_not_merge(*situations, same=same, same_site=same_site))
    moved, base = _move_supports(one, other), one.support_base
    row = Merge.objects.create(proposal=one, into=other, moved=moved, moved_base=base, by=user, at=now)
    before = tallies.cell_of(one)
    one.publication, one.merged_into, one.merged_at = Publication.MERGED, other, now
    close_quietly(one, user, now)
    _give(other, one, moved, base)
    _save(one, other)
    tallies.move(before, None)
    search.actions.remove(kind="proposal", object_id=one.pk)
    note(one, user, "merge", into=other.pk, supports=moved, revision=one.revision)
    note(other, user, "merge_here", merged=one.pk, supports=moved, revision=other.revision)
    mails.merged(one, other)
    telling.merged(one, other, user, now)
    return row


@transaction.atomic
def undo_merge(*, proposal: Proposal, user: User, now: datetime, expected: int | None = None) -> Proposal:
    """Part a merged proposal from the other again: the supports given to it go back, those taken back meanwhile do not.
    Both authors are told. Raises Refused and Changed."""
    row = Merge.objects.filter(proposal=proposal, undone_at=None).select_related("into").first()
    if row is None:
        raise Refused(NOT_MERGED)
    one, other = both_locked(proposal, row.into, expected=expected)
    insist(why_not_undo_merge(situation_of(one, user, now), situation_of(other, user, now)))
    back = _return_supports(one, other)
    Merge.objects.filter(pk=row.pk).update(undone_by=user, undone_at=now)
    one.publication, one.merged_into, one.merged_at = Publication.PUBLISHED, None, None
    _give(one, other, back, row.moved_base)
    _save(one, other)
    tallies.move(None, tallies.cell_of(one))
    search.actions.put(document=document_of(one))
    note(one, user, "undo_merge", into=other.pk, supports=back, revision=one.revision)
    note(other, user, "undo_merge_here", merged=one.pk, supports=back, revision=other.revision)
    mails.parted(one, other)
    telling.parted(one, other, merged_into(one), user, now)
    return one


def _move_supports(one: Proposal, other: Proposal) -> int:
    mine = Support.objects.filter(proposal=one)
    stay = given_twice(one, other)
    if other.author_id is not None:
        stay |= set(mine.filter(user=other.author_id).values_list("pk", flat=True))
    moving = [pk for pk in mine.values_list("pk", flat=True) if pk not in stay]
    rows = Support.objects.filter(pk__in=moving)
    rows.filter(origin=None).update(origin=one)
    return rows.update(proposal=other)


def _return_supports(one: Proposal, other: Proposal) -> int:
    """Those given to ``one``, or to what had been merged into it before."""
    origins = [one.pk, *merged_into(one)]
    back = Support.objects.filter(proposal=other, origin__in=origins).update(proposal=one)
    Support.objects.filter(proposal=one, origin=one).update(origin=None)
    return back


def _give(to: Proposal, of: Proposal, rows: int, base: int) -> None:
    """The numbers of supports: those with rows, and those of an earlier service, whose givers nobody knows."""
    to.support_count, of.support_count = to.support_count + rows + base, of.support_count - rows - base
    to.support_base, of.support_base = to.support_base + base, of.support_base - base


def merged_into(proposal: Proposal) -> list[int]:
    """The proposals merged into this one, and into those, and so on."""
    found: list[int] = []
    layer = [proposal.pk]
    while layer:
        layer = list(Proposal.objects.filter(merged_into__in=layer).values_list("pk", flat=True))
        found += layer
    return found


def _save(*proposals: Proposal) -> None:
    for proposal in proposals:
        step(proposal)
        proposal.save()
