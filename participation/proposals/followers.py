"""Authors and supporters as followers, for proposals that were written past the actions."""

from __future__ import annotations

from datetime import datetime

from participation.following.models import Follow
from participation.following.rules import Reason

from .models import Proposal, Support

BATCH = 2_000


def follow_own(site_id: int) -> int:
    """Have every author and supporter of a municipality's published proposals follow them, as if each had been
    published and supported by the actions; who follows already stays as they are. What has been merged is followed
    where it went. Batches, so that memory stays bounded. Returns how many rows were looked at."""
    looked, last = 0, 0
    rows = Proposal.objects.of_site(site_id).exclude(published_at=None).exclude(author=None).order_by("pk")
    while found := list(rows.filter(pk__gt=last).select_related("merged_into")[:BATCH]):
        _keep([_follow(row, row.author_id, row.published_at, Reason.AUTHOR) for row in found if row.published_at])
        looked, last = looked + len(found), found[-1].pk
    supports = (
        Support.objects.filter(proposal__site=site_id, user__isnull=False)
        .select_related("proposal", "origin")
        .order_by("pk")
    )
    last = 0
    while given := list(supports.filter(pk__gt=last)[:BATCH]):
        _keep([_follow(row.origin or row.proposal, row.user_id, row.created_at, Reason.SUPPORT) for row in given])
        looked, last = looked + len(given), given[-1].pk
    return looked


def _follow(proposal: Proposal, user_id: int | None, at: datetime, reason: str) -> Follow:
    target = _where(proposal)
    return Follow(
        site_id=proposal.site_id,
        kind="proposal",
        key=str(target.uuid),
        origin=str(proposal.uuid) if target.pk != proposal.pk else "",
        user_id=user_id,
        reason=reason,
        created_at=at,
        confirmed_at=at,
    )


def _where(proposal: Proposal) -> Proposal:
    """The proposal that it has become a part of, or itself."""
    while proposal.merged_into is not None:
        proposal = proposal.merged_into
    return proposal


def _keep(rows: list[Follow]) -> None:
    Follow.objects.bulk_create(rows, ignore_conflicts=True)
