"""Keeping searches that are followed, asking them again, and forgetting them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from wagtail.models import Site

from participation.following import events
from search.queries import newest

from . import rules
from .models import FollowedSearch
from .queries import followed, unfollowed
from .rules import Result, Seen
from .state import asked_of, digest
from .telling import FOUND
from .topic import topic_of

logger = logging.getLogger(__name__)


@transaction.atomic
def keep(*, site: Site, language: str, query: str, now: datetime) -> FollowedSearch:
    """The search of this query, for somebody who is about to follow it: one row for all. What it gives now is not new."""
    search, made = FollowedSearch.objects.get_or_create(
        digest=digest(site.pk, language, query),
        defaults={"site": site, "language": language, "query": query, "created_at": now, "asked_at": now},
    )
    if made or not followed().filter(pk=search.pk).exists():
        search.created_at = search.asked_at = now
        _remember(search, rules.looked(*_results(search, now), Seen()))
    return search


def ask(*, now: datetime, goes_on: Callable[[], bool]) -> int:
    """Ask followed searches what is new in them, those that have waited longest first, while ``goes_on``. Returns how
    many were asked. Each is a transaction of its own: nothing is told twice, wherever a process is killed. One that fails
    waits for its next turn."""
    waiting = followed().filter(asked_at__lte=now - rules.EVERY).order_by("asked_at", "pk").values_list("pk", flat=True)
    asked = 0
    for pk in list(waiting[:1000]):
        if not goes_on():
            break
        try:
            asked += _ask(pk, now)
        except Exception as error:
            logger.error("followed search %s could not be asked: %s", pk, type(error).__name__)  # never the words
            FollowedSearch.objects.filter(pk=pk).update(asked_at=now)
    return asked


def purge(*, now: datetime) -> int:
    """Forget what nobody follows. Returns how many."""
    return unfollowed().filter(created_at__lt=now - rules.UNFOLLOWED_KEPT).delete()[0]


@transaction.atomic
def _ask(pk: int, now: datetime) -> int:
    """Not when another process has just asked it."""
    mine = FollowedSearch.objects.filter(pk=pk, asked_at__lte=now - rules.EVERY).update(asked_at=now)
    search = FollowedSearch.objects.filter(pk=pk).first() if mine else None
    if search is None:
        return 0
    (results, since), seen = _results(search, now), Seen(tuple(search.seen), search.since)
    for one in reversed(rules.timely(rules.fresh(results, seen), search.created_at)[: rules.TOLD]):
        events.tell(
            site_id=search.site_id,
            kind=FOUND.name,
            thing_kind=one.kind,
            thing_id=one.object_id,
            topics=[topic_of(search)],
            at=now,
            once=f"search:{search.pk}:{one.thing}",
        )
    search.asked_at = now
    _remember(search, rules.looked(results, since, seen))
    return 1


def _remember(search: FollowedSearch, seen: Seen) -> None:
    search.seen, search.since = list(seen.things), seen.since
    search.save()


def _results(search: FollowedSearch, now: datetime) -> tuple[list[Result], int]:
    """And the minute before which there may be more."""
    asked = asked_of(search, now)
    met = newest(text=asked.text, narrowing=asked.narrowing, limit=rules.LOOKED_AT, exactly=asked.exactly)
    return [Result(one.kind, one.object_id, one.minute) for one in met.found], met.since
