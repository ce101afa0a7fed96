"""What can be followed. Each app registers its kinds in ``AppConfig.ready``; following knows no more of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

PERSON = "person"  # what concerns one person alone, such as a reply: nobody follows it, it reaches that person
SEARCH = "search"  # of `participation.searches`: its key leads to what somebody searches for


@dataclass(frozen=True)
class Topic:
    """``key`` by kind: «proposal» its uuid, «project» its key, «theme» and «area» their id."""

    kind: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A topic as everybody may see it, in the language of now. ``url`` is a path of the site; ``note`` says what it is
    («Proposal · in process»)."""

    title: str
    url: str
    note: str = ""
    state: str = ""  # its sign on the lane (`core` component «state»), beside the note


class Source(Protocol):
    def shown(self, site_id: int, keys: Collection[str]) -> Mapping[str, Shown]:
        """Those of the keys that everybody may read. A fixed number of queries."""


_sources: dict[str, Source] = {}
_most: dict[str, int] = {}


def register(kind: str, source: Source, *, most: int = 0) -> None:
    """``most``: so many of a kind one may follow, 0: as many as there are."""
    _sources[kind] = source
    _most[kind] = most


def most(kind: str) -> int:
    return _most.get(kind, 0)


def kinds() -> list[str]:
    return list(_sources)


def shown(site_id: int, topics: Iterable[Topic]) -> dict[Topic, Shown]:
    """Each topic that everybody may read, in the language of now. A fixed number of queries for each kind."""
    by_kind: dict[str, set[str]] = {}
    for topic in topics:
        by_kind.setdefault(topic.kind, set()).add(topic.key)
    return {
        Topic(kind, key): one
        for kind, keys in by_kind.items()
        if kind in _sources
        for key, one in _sources[kind].shown(site_id, keys).items()
    }
