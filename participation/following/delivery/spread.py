"""Which follower is to hear of which event, and when: a row each, made some hundreds at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User

from ..models import Delivery, Event, EventTopic, Follow, Preference, Unreachable
from ..rules import DEFAULTS, due
from ..topics import PERSON
from . import turns

BATCH = 500  # follows in one transaction


def spread(*, now: datetime, goes_on: Callable[[], bool]) -> int:
    """Make the deliveries of what has happened, while ``goes_on``. Each batch is a transaction of its own, which moves
    the topic's cursor: nobody is left out or told twice, wherever a process is killed. Returns how many rows were
    looked at."""
    looked = 0
    while goes_on() and (event := Event.objects.filter(spread_at=None).order_by("pk").first()) is not None:
        made = _batch(event.pk, now)
        if made is None:
            break
        looked += made
    return looked


def settle(told: QuerySet[Event], *, now: datetime) -> None:
    """These count as told: whoever brings in history reads of it in lists and feeds, and no mail goes."""
    EventTopic.objects.filter(event__in=told).update(spread=True)
    told.update(spread_at=now, told=[])


@transaction.atomic
def _batch(event_id: int, now: datetime) -> int | None:
    """The next followers of an event; ``None`` when another process is at it."""
    if not turns.mine(turns.SPREAD):
        return None
    event = Event.objects.get(pk=event_id)
    topic = EventTopic.objects.filter(event=event, spread=False).order_by("pk").first()
    if topic is None:
        Event.objects.filter(pk=event.pk).update(spread_at=now, told=[])
        return 0
    follows = _people(topic) if topic.kind == PERSON else _next_follows(topic, event)
    Delivery.objects.bulk_create(_deliveries(event, topic, _reached(event, follows), now), ignore_conflicts=True)
    topic.spread = topic.kind == PERSON or len(follows) < BATCH
    topic.cursor = follows[-1].pk or 0 if follows else topic.cursor
    topic.save(update_fields=["spread", "cursor"])
    return len(follows)


def _next_follows(topic: EventTopic, event: Event) -> list[Follow]:
    """Those who followed when it happened."""
    rows = Follow.objects.filter(site=topic.site_id, kind=topic.kind, key=topic.key, pk__gt=topic.cursor)
    rows = rows.filter(created_at__lte=event.at).exclude(confirmed_at=None)
    return list(rows.order_by("pk")[:BATCH])


def _people(topic: EventTopic) -> list[Follow]:
    """The one whom it concerns, who need not follow it."""
    return [Follow(user_id=int(topic.key))]


def _reached(event: Event, follows: Sequence[Follow]) -> list[Follow]:
    """Not who did it, nor who has been told, nor whose account is closed or was never proved, nor whose address takes
    no mail."""
    wanted = {row.user_id for row in follows if row.user_id} - {event.actor_id, *event.told}
    rows = User.objects.filter(pk__in=wanted, is_active=True, unconfirmed_since=None)
    people = set(rows.filter(unreachable__off_at=None).values_list("pk", flat=True))
    addresses = [row.subscriber_id for row in follows if row.subscriber_id]
    off = Unreachable.objects.filter(subscriber__in=addresses).exclude(off_at=None)
    lost = set(off.values_list("subscriber", flat=True))
    return [row for row in follows if row.user_id in people or (row.subscriber_id and row.subscriber_id not in lost)]


def _deliveries(event: Event, topic: EventTopic, follows: Sequence[Follow], now: datetime) -> list[Delivery]:
    paces = _paces(topic, follows)
    made = []
    for row in follows:
        at = due(paces.get((row.user_id, row.subscriber_id), DEFAULTS[topic.group]), now)
        if at is not None:
            made.append(
                Delivery(
                    event=event,
                    topic=topic,
                    site_id=topic.site_id,
                    user_id=row.user_id,
                    subscriber_id=row.subscriber_id,
                    due_at=at,
                )
            )
    return made


def _paces(topic: EventTopic, follows: Sequence[Follow]) -> dict[tuple[int | None, int | None], str]:
    rows = Preference.objects.filter(site=topic.site_id, group=topic.group)
    people = [row.user_id for row in follows if row.user_id]
    addresses = [row.subscriber_id for row in follows if row.subscriber_id]
    found = [*rows.filter(user__in=people), *rows.filter(subscriber__in=addresses)]
    return {(row.user_id, row.subscriber_id): row.pace for row in found}
