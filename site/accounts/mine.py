"""A person's own page, put together by the apps that know something of the person.

Each app registers a provider in its ``AppConfig.ready``; a provider makes a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wagtail.models import Site

from .models import User

EVENTS_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the page under its own heading: a template (given ``context``) and, when there is more than is shown,
    a link to all of it."""

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


@dataclass(frozen=True)
class Mine:
    """The whole page. ``since`` is the visit before this one, ``None`` on the first."""

    since: datetime | None
    sections: list[Section] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

    @property
    def news(self) -> list[Event]:
        """What happened after the visit before."""
        return [event for event in self.events if self.since and event.at > self.since]


Provider = Callable[[User, Site], Contribution]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """Sections stand in the order of registration."""
    _providers[name] = provider


def gather(user: User, site: Site) -> Mine:
    """Everything about a person in a municipality; events of all apps merged, the newest first."""
    mine = Mine(since=user.visited_before)
    for provider in _providers.values():
        part = provider(user, site)
        mine.sections.extend(part.sections)
        mine.events.extend(part.events)
        mine.drafts.extend(part.drafts)
    mine.events.sort(key=lambda event: event.at, reverse=True)
    del mine.events[EVENTS_SHOWN:]
    return mine
