"""What can be commented. Each app registers its kind; comments know no more of it than this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from core.refusal import Refusal
from participation.following.topics import Topic


@dataclass(frozen=True, kw_only=True)
class Place:
    """A thing that is discussed: where it stands, what it is called, and why one may not write there now, if so.
    ``path`` is what its search source makes an address of; ``asks``: what the person has to tell before
    writing; ``readable``: whether its words and its comments are there for everybody to read."""

    kind: str
    id: int
    site_id: int
    title: str
    url: str
    path: str
    refusal: Refusal | None
    asks: Refusal | None = None
    theme_ids: tuple[int, ...] = ()
    project_key: UUID | None = None
    readable: bool = True


@dataclass(frozen=True, kw_only=True)
class About:
    """What a comment is about, for staff: also when it is not public (``readable``)."""

    title: str
    url: str
    project_key: UUID | None = None
    theme_id: int | None = None
    readable: bool = True


class Target(Protocol):
    def place(self, site_id: int, target_id: int, user: User | AnonymousUser, now: datetime) -> Place | None:
        """The thing, if the person may see it."""

    def titles(self, ids: Iterable[int]) -> Mapping[int, tuple[str, str]]:
        """Title and address of each that is public. One query."""

    def abouts(self, ids: Iterable[int]) -> Mapping[int, About]:
        """Each of the things that exist, public or not. One query."""

    def topic(self, target_id: int) -> Topic | None:
        """What its followers follow. One query."""

    def within(self, site_id: int, *, projects: frozenset[UUID], themes: frozenset[int]) -> Any:
        """The ids of those that belong to any of the projects or themes, for ``filter(target_id__in=…)``."""

    def count(self, target_id: int, change: int) -> None:
        """Keep the number of comments that lists show. Called within the transaction."""

    def url(self, path: str) -> str:
        """The address in the language of now."""


_targets: dict[str, Target] = {}


def register(kind: str, target: Target) -> None:
    _targets[kind] = target


def get(kind: str) -> Target | None:
    return _targets.get(kind)


def kinds() -> list[str]:
    return list(_targets)
