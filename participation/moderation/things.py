"""What can be moderated. Each app registers its kind in ``AppConfig.ready``; moderation knows no more of it than this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from .rules import Standing

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Look:
    """A thing as moderators see it. ``url`` and ``title`` are in the language of now; ``about`` is what it hangs on
    (a comment's proposal), when it has no title of its own. ``written_at``: when its words were last changed.
    ``public_before``: whether it has been before the public; ``readable``: whether what it hangs on is."""

    kind: str
    id: int
    key: UUID
    site_id: int
    standing: Standing
    title: str
    text: str
    language: str
    author_id: int | None
    author_name: str
    url: str
    written_at: datetime
    about: str = ""
    project_key: UUID | None = None
    theme_id: int | None = None
    public_before: bool = True
    readable: bool = True
    pictures: Sequence[tuple[str, str]] = ()  # address and words of each


@dataclass(frozen=True, kw_only=True)
class Said:
    """A line of what stands around a thing, such as the comments before and after it."""

    author: str
    text: str
    at: datetime
    language: str
    is_it: bool = False
    standing: str = Standing.PUBLIC

    @property
    def standing_label(self) -> str:
        return str(Standing(self.standing).label)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What is to become of a thing. ``rule`` is the code of the rule that it broke, if it did."""

    standing: Standing
    rule: str = ""
    at: datetime


class Kind(Protocol):
    """``judge``, ``lock`` and ``erase`` are called within a transaction."""

    @property
    def label(self) -> _StrOrPromise:
        """One («Comment»)."""

    @property
    def plural(self) -> _StrOrPromise:
        """Many («Comments»)."""

    def looks(self, ids: Iterable[int]) -> Mapping[int, Look]:
        """Each of the things that exist. A fixed number of queries."""

    def around(self, thing_id: int) -> Sequence[Said]:
        """What stands around it, in order, itself among the rest."""

    def lock(self, thing_id: int) -> None:
        """Hold its row until the transaction ends: always before the row of its case."""

    def judge(self, thing_id: int, judgement: Judgement) -> None:
        """Make it stand so, with its counts, its place in search and whatever is sent when it is published."""

    def erase(self, thing_id: int) -> None:
        """Its words and files go for good; what marks its place stays."""


@dataclass
class _Registry:
    kinds: dict[str, Kind] = field(default_factory=dict)


_registry = _Registry()


def register(name: str, kind: Kind) -> None:
    _registry.kinds[name] = kind


def get(name: str) -> Kind | None:
    return _registry.kinds.get(name)


def kinds() -> dict[str, Kind]:
    return dict(_registry.kinds)


def choices() -> list[tuple[str, _StrOrPromise]]:
    return [(name, kind.label) for name, kind in _registry.kinds.items()]


def look(kind: str, thing_id: int) -> Look | None:
    found = get(kind)
    return found.looks([thing_id]).get(thing_id) if found else None


def looks(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Look]:
    """Many at once: a fixed number of queries for each kind among them."""
    by_kind: dict[str, list[int]] = {}
    for kind, thing_id in wanted:
        by_kind.setdefault(kind, []).append(thing_id)
    return {
        (name, thing_id): one
        for name, ids in by_kind.items()
        if (found := get(name)) is not None
        for thing_id, one in found.looks(ids).items()
    }
