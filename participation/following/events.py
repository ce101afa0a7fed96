"""What happened to what is followed. Apps register the kinds and call `tell` in the transaction of their action."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from .models import Event, EventTopic
from .rules import Group
from .topics import Topic

__all__ = ["EventKind", "Group", "Line", "lines", "register", "tell"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """An event in words, in the language of now. ``url`` is a path of the site; ``quote`` what somebody wrote;
    ``when`` a moment that the event is about, such as the end of a phase; ``short`` the news as a mail's subject; ``is_answer``: what
    people wait for, which comes first."""

    text: str
    url: str
    quote: str = ""
    when: datetime | None = None
    short: str = ""
    is_answer: bool = False


Render = Callable[[Sequence[Event]], Mapping[int, Line]]


@dataclass(frozen=True, kw_only=True)
class EventKind:
    """``render`` gives each event by its id in the language of now and leaves out what is not public any more; a fixed
    number of queries. ``group``: what its mails are chosen by; ``wide``: the same for those who follow not the thing
    itself but something around it (its theme, area, project)."""

    name: str
    group: Group
    render: Render
    wide: Group | None = None


_kinds: dict[str, EventKind] = {}


def register(kind: EventKind) -> None:
    _kinds[kind.name] = kind


def kinds() -> dict[str, EventKind]:
    return dict(_kinds)


@transaction.atomic
def tell(
    *,
    site_id: int,
    kind: str,
    thing_kind: str,
    thing_id: int,
    topics: Sequence[Topic],
    at: datetime,
    actor_id: int | None = None,
    told: Collection[int] = (),
    detail: Mapping[str, Any] | None = None,
    once: str | None = None,
) -> Event:
    """Something happened that followers of ``topics`` hear of; the narrowest topic first, for that is where a follower
    of several hears of it. The actor hears nothing of the own act, and those in ``told``, who got their own letter, get
    no mail. ``once``: a name under which it is told one time only, whoever tells it. Call it in the transaction of the
    action. Raises LookupError for an unknown kind."""
    known = _kinds.get(kind)
    if known is None:
        raise LookupError(f"no such kind of event: {kind}")
    values = {
        "site_id": site_id,
        "kind": kind,
        "thing_kind": thing_kind,
        "thing_id": thing_id,
        "at": at,
        "actor_id": actor_id,
        "told": sorted(set(told)),
        "detail": dict(detail or {}),
    }
    if once is None:
        event = Event.objects.create(**values)
    else:
        event, made = Event.objects.get_or_create(once=once, defaults=values)
        if not made:
            return event
    EventTopic.objects.bulk_create(
        EventTopic(
            event=event,
            site_id=site_id,
            kind=topic.kind,
            key=topic.key,
            at=at,
            group=known.group if place == 0 else known.wide or known.group,
        )
        for place, topic in enumerate(dict.fromkeys(topics))
    )
    return event


def lines(events: Iterable[Event]) -> dict[int, Line]:
    """The events that are public, in the language of now, by id. A fixed number of queries for each ``render`` among
    their kinds: an app has one for all of its kinds."""
    rendered: dict[Render, list[Event]] = {}
    for event in events:
        if event.kind in _kinds:
            rendered.setdefault(_kinds[event.kind].render, []).append(event)
    return {pk: line for render, found in rendered.items() for pk, line in render(found).items()}
