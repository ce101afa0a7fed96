"""Where projects and methods of participation meet, so that neither imports the other.

`participation.projects` provides projects; each method (proposals now; votes, consultations, surveys later) registers
itself in its ``AppConfig.ready`` and says what can be done in a project. The project page, the front page and the
menu's count all read from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from wagtail.models import Site

from .phases import Timeline


@dataclass(frozen=True, kw_only=True)
class Project:
    """What a method needs to know of a project: ``key`` is the page's translation key, the same in every language;
    ``title`` and ``url`` are those of the version to show now."""

    key: UUID
    site_id: int
    title: str
    url: str
    timeline: Timeline


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing a resident can do now: a row of the agenda, the act of a page. ``url`` tells more, ``button_url`` is
    where it is done."""

    kind: str
    title: str
    text: str
    url: str
    button: str
    button_url: str
    until: datetime | None = None
    facts: tuple[str, ...] = ()
    project: Project | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """What a method shows on a project's page: a template and what it needs. ``closing`` sections stand last."""

    template: str
    context: Mapping[str, Any]
    closing: bool = False


class Method(Protocol):
    """A way to take part. Both calls cost a fixed number of queries, whatever the number of projects."""

    def acts(
        self, projects: Sequence[Project], now: datetime, *, facts: bool, site_id: int | None = None
    ) -> Sequence[Act]:
        """What can be done now. ``facts``: whether the acts tell of themselves (how many have taken part …).
        ``site_id``: also what belongs to no project of a municipality."""

    def section(self, project: Project, site: Site, now: datetime) -> Section | None: ...


class ProjectSource(Protocol):
    def get(self, site_id: int, key: UUID) -> Project | None: ...

    def all(self, site_id: int) -> Sequence[Project]: ...


_methods: dict[str, Method] = {}
_source: list[ProjectSource] = []


def register_method(name: str, method: Method) -> None:
    _methods[name] = method


def provide_projects(source: ProjectSource) -> None:
    _source[:] = [source]


def project(site_id: int, key: UUID) -> Project | None:
    """The published project, titled in the language of now; ``None`` when it is not published."""
    return _source[0].get(site_id, key)


def projects(site_id: int) -> Sequence[Project]:
    """Every published project of a municipality, newest first."""
    return _source[0].all(site_id)


def titles(site_ids: Iterable[int]) -> dict[UUID, str]:
    """Every published project of some municipalities, by its key."""
    return {found.key: found.title for site_id in sorted(site_ids) for found in projects(site_id)}


def open_acts(site_id: int, now: datetime) -> list[Act]:
    """Everything a resident can do now in a municipality, what closes first first, what never closes last."""
    return acts_in(projects(site_id), now, site_id=site_id)


def acts_in(chosen: Sequence[Project], now: datetime, *, facts: bool = True, site_id: int | None = None) -> list[Act]:
    acts = [act for method in _methods.values() for act in method.acts(chosen, now, facts=facts, site_id=site_id)]
    return sorted(acts, key=_by_deadline(now))


def sections_of(chosen: Project, site: Site, now: datetime) -> list[Section]:
    found = (method.section(chosen, site, now) for method in _methods.values())
    return [section for section in found if section is not None]


def _by_deadline(now: datetime) -> Callable[[Act], tuple[bool, float, bool]]:
    """Of what closes together, that of a project first."""
    return lambda act: (
        act.until is None,
        (act.until - now).total_seconds() if act.until else 0.0,
        act.project is None,
    )
