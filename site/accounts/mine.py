"""A person's own page, put together by the apps that know something of the person.

Each app registers a provider in its ``AppConfig.ready``; a provider makes a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from wagtail.models import Site

from .models import User

EVENTS_SHOWN = 12
WRITTEN, SUPPORTED, FOLLOWED = 1, 2, 3  # places of sections


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the page: a template (given ``context``) and, when there is more than is shown, a link to all of it.
    Sections of one ``place`` stand under the heading of the first, those of a lower place above."""

    place: int
    title: str
    template: str
    context: Mapping[str, Any]
    more_url: str = ""
    more_text: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something others did that concerns the person: an answer, a new state, a reply. ``text`` is a whole sentence in
    the language of now; it may stand as the page's headline."""

    at: datetime
    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """What waits for the person: to be done by ``button``, which leads to ``url``."""

    title: str
    text: str
    button: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What one app knows of a person in a municipality."""

    sections: tuple[Section, ...] = ()
    events: tuple[Event, ...] = ()
    drafts: tuple[Draft, ...] = ()
    tasks: tuple[Task, ...] = ()
    events_url: str = ""  # where all its events are listed


@dataclass(frozen=True, kw_only=True)
class Part:
    """Sections under one heading."""

    title: str
    sections: tuple[Section, ...]


@dataclass
class Mine:
    """The whole page. ``since`` is the visit before this one, ``None`` on the first."""

    since: datetime | None
    sections: list[Section] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    events_url: str = ""

    @property
    def parts(self) -> list[Part]:
        ordered = sorted(self.sections, key=lambda section: section.place)
        grouped = [list(group) for _place, group in groupby(ordered, key=lambda section: section.place)]
        return [Part(title=group[0].title, sections=tuple(group)) for group in grouped]

    @property
    def news(self) -> list[Event]:
        """What happened after the visit before."""
        return [event for event in self.events if self.since and event.at > self.since]


Provider = Callable[[User, Site], Contribution]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """Sections of one place stand in the order of registration."""
    _providers[name] = provider


def gather(user: User, site: Site) -> Mine:
    """Everything about a person in a municipality; events of all apps merged, the newest first."""
    mine = Mine(since=user.visited_before)
    for provider in _providers.values():
        part = provider(user, site)
        mine.sections.extend(part.sections)
        mine.events.extend(part.events)
        mine.drafts.extend(part.drafts)
        mine.tasks.extend(part.tasks)
        mine.events_url = mine.events_url or part.events_url
    mine.events.sort(key=lambda event: event.at, reverse=True)
    del mine.events[EVENTS_SHOWN:]
    return mine
