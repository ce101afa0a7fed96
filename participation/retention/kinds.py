"""What can expire. Each app registers its kinds in its ``AppConfig.ready``; retention knows no tables of theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from .rules import Scope

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


def _no_projects(site_id: int) -> set[UUID]:
    return set()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """``label`` is many of them; ``explained`` says what goes and what stays; ``months`` is the default.

    ``due``: the rows that still lead to a person and whose time is over in a scope. ``expire``: takes the link to the
    person from some hundreds of them by their ids, within a transaction; how many it changed. A row that has expired is
    due no more. ``projects``: keys of the projects that have rows, for kinds that belong to projects. ``warn``: tells
    the persons themselves, by their ids, that it falls at a moment. ``everywhere``: belongs to no municipality alone, so
    the longest time of all counts."""

    label: _StrOrPromise
    explained: _StrOrPromise
    months: int
    due: Callable[[Scope], QuerySet[Any]]
    expire: Callable[[Sequence[Any], datetime], int]
    projects: Callable[[int], set[UUID]] = _no_projects
    warn: Callable[[int, Sequence[Any], datetime], None] | None = None
    everywhere: bool = False

    @property
    def by_project(self) -> bool:
        return self.projects is not _no_projects


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Retention looks at kinds in the order of their names, so that it is the same everywhere."""
    _kinds[name] = kind


def kinds() -> dict[str, Kind]:
    return dict(sorted(_kinds.items()))


def get(name: str) -> Kind | None:
    return _kinds.get(name)
