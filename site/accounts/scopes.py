"""The names of what a role can be limited to. Projects belong to an app further up, which registers itself here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from municipality.models import Theme

from .limits import WHOLE, Limit

Projects = Callable[[int], Mapping[UUID, str]]
_source: list[Projects] = []


def provide_projects(source: Projects) -> None:
    """``source`` gives every project of a municipality, also one that is not published yet: key and title."""
    _source[:] = [source]


def project_names(site_id: int) -> Mapping[UUID, str]:
    return _source[0](site_id) if _source else {}


def theme_names(site_id: int) -> dict[int, str]:
    return {theme.pk: str(theme) for theme in Theme.objects.filter(site_id=site_id)}


class Names:
    """Of a municipality's projects and themes; each kind asked when it is first needed."""

    def __init__(self, site_id: int) -> None:
        self.site_id = site_id

    @cached_property
    def projects(self) -> Mapping[UUID, str]:
        return project_names(self.site_id)

    @cached_property
    def themes(self) -> Mapping[int, str]:
        return theme_names(self.site_id)

    def of(self, limits: Iterable[Limit]) -> list[str]:
        chosen = frozenset(limits) - {WHOLE}
        return words(chosen, self.projects, self.themes) if chosen else []


def words(limits: Iterable[Limit], projects: Mapping[UUID, str], themes: Mapping[int, str]) -> list[str]:
    """Each limit by its name, projects first; nothing for the whole municipality."""
    chosen = [limit for limit in limits if limit != WHOLE]
    gone = _("a project that has been removed")
    of_projects = sorted(projects.get(limit.project_key, gone) for limit in chosen if limit.project_key)
    return of_projects + sorted(themes.get(limit.theme_id, "") for limit in chosen if limit.theme_id)
