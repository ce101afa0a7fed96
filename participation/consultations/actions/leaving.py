"""What becomes of opinions when their writer goes, or their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.personal import Fate, Leaving
from core import audit
from participation.moderation import actions as moderation
from participation.moderation.rules import Standing

from .. import publicity
from ..models import Opinion, OpinionContact, OpinionView
from ..rules import Naming, View
from .files import drop_files
from .viewing import COUNTERS

BATCH = 100


@transaction.atomic
def part_from_opinions(*, leaving: Leaving) -> int:
    """One batch: words stay without a name, or go, as the person chooses; who sent them and where the reply goes is
    deleted. Returns how many there were."""
    rows = list(Opinion.objects.select_for_update().filter(author=leaving.user).order_by("pk")[:BATCH])
    for row in rows:
        _part(row, leaving)
    OpinionContact.objects.filter(opinion__in=rows).delete()
    for site_id in sorted({row.site_id for row in rows}):
        _note(site_id, sum(row.site_id == site_id for row in rows), leaving)
    return len(rows)


def _part(row: Opinion, leaving: Leaving) -> None:
    going = not row.is_gone and (leaving.texts == Fate.GO or not row.is_public)
    if going:
        if row.is_public:
            publicity.leave(row)
        row.body, row.place, row.organisation, row.removed_at = "", None, "", leaving.now
        drop_files(row.files.all())
        moderation.gone(kind="opinion", thing_id=row.pk, now=leaving.now)
    row.author, row.naming, row.name = None, Naming.HIDDEN, ""
    row.save()
    if not going and row.standing == Standing.PUBLIC and row.removed_at is None:
        publicity.renew(row)


def _note(site_id: int, number: int, leaving: Leaving) -> None:
    audit.record(
        site_id=site_id,
        actor_id=None,
        verb="opinion.part",
        kind="user",
        key=leaving.user.pk,
        subject_id=leaving.user.pk,
        number=number,
    )


@transaction.atomic
def take_views(*, leaving: Leaving) -> int:
    """One batch: who leaves agrees and disagrees no more. Returns how many there were."""
    rows = list(OpinionView.objects.filter(voter=leaving.user).order_by("pk")[:BATCH])
    for row in rows:
        counter = COUNTERS[View(row.view)]
        Opinion.objects.filter(pk=row.opinion_id, **{f"{counter}__gt": 0}).update(**{counter: F(counter) - 1})
    OpinionView.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@transaction.atomic
def expire_senders(*, ids: Sequence[Any], now: datetime) -> int:
    """The words stay as documents of the matter; who sent them goes. Returns how many."""
    rows = Opinion.objects.filter(pk__in=ids)
    OpinionContact.objects.filter(opinion__in=ids).delete()
    return rows.update(author=None, name="", naming=Naming.HIDDEN)
