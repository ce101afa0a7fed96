"""Two things of one matter became one: whoever followed the one follows the other, until they are parted."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from ..models import Follow


def carry(*, site_id: int, kind: str, key: str, to: str) -> int:
    """Move the followers of one thing to another, within the action that merges them. Who follows both already stays
    where they are. Returns how many moved."""
    rows = Follow.objects.filter(site_id=site_id, kind=kind, key=key)
    there = Follow.objects.filter(_same_follower(), site_id=site_id, kind=kind, key=to)
    moving = list(rows.exclude(Exists(there)).values_list("pk", flat=True))
    moved = 0
    for start in range(0, len(moving), 500):
        chosen = Follow.objects.filter(pk__in=moving[start : start + 500])
        chosen.filter(origin="").update(origin=key)
        moved += chosen.update(key=to)
    return moved


def give_back(*, site_id: int, kind: str, key: str, origins: Collection[str], of: str) -> int:
    """Undo `carry`: back to ``key`` go those who came from it or from any of ``origins``, which had been merged into it
    before. Returns how many."""
    came = [key, *origins]
    here = Follow.objects.filter(_same_follower(), site_id=site_id, kind=kind, key=key)
    rows = Follow.objects.filter(site_id=site_id, kind=kind, key=of, origin__in=came).exclude(Exists(here))
    back = rows.update(key=key)
    Follow.objects.filter(site_id=site_id, kind=kind, key=key, origin=key).update(origin="")
    return back


def _same_follower() -> Q:
    return Q(user=OuterRef("user"), user__isnull=False) | Q(subscriber=OuterRef("subscriber"), subscriber__isnull=False)
