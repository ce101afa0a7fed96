"""What becomes of comments when their writer deletes the account."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts.personal import Fate, Leaving
from core import audit
from participation.moderation import actions as moderation
from participation.moderation.rules import Standing

from . import publicity
from .models import Comment

BATCH = 100


@transaction.atomic
def part_from_comments(*, leaving: Leaving) -> int:
    """One batch: what is public stays without a name, or its words go, as the person chooses; the words of what is not
    public go. Returns how many there were."""
    rows = list(Comment.objects.select_for_update().filter(author=leaving.user).order_by("pk")[:BATCH])
    going = [row for row in rows if _goes(row, leaving)]
    for row in going:
        _empty(row, leaving)
    Comment.objects.filter(pk__in=[row.pk for row in rows]).update(author=None)
    for site_id in sorted({row.site_id for row in rows}):
        _note(site_id, [row for row in rows if row.site_id == site_id], leaving)
    return len(rows)


def _goes(row: Comment, leaving: Leaving) -> bool:
    """What a moderator has removed is emptied when nobody can appeal any more."""
    if row.is_removed or row.standing == Standing.REMOVED:
        return False
    return leaving.texts == Fate.GO or not row.is_public


def _empty(row: Comment, leaving: Leaving) -> None:
    if row.is_public:
        publicity.leave(row)
    row.body, row.removed_at = "", leaving.now
    row.save(update_fields=["body", "removed_at"])
    moderation.gone(kind="comment", thing_id=row.pk, now=leaving.now)


def _note(site_id: int, rows: Sequence[Comment], leaving: Leaving) -> None:
    audit.record(
        site_id=site_id,
        actor_id=None,
        verb="comment.part",
        kind="user",
        key=leaving.user.pk,
        subject_id=leaving.user.pk,
        number=len(rows),
    )
