"""How much of a municipality a person's roles reach: all of it, or some projects and themes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from .limits import WHOLE, Limit
from .queries import held_by, roles_of, sites_where

if TYPE_CHECKING:
    from .queries import Person
    from .roles import Role


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What a person may see and handle in one municipality. ``projects`` are translation keys of project pages,
    ``themes`` ids; they count only when ``everything`` is false."""

    everything: bool = False
    projects: frozenset[UUID] = frozenset()
    themes: frozenset[int] = frozenset()

    def covers(self, *, project_key: UUID | None, theme_id: int | None) -> bool:
        return self.everything or project_key in self.projects or theme_id in self.themes

    def __bool__(self) -> bool:
        return self.everything or bool(self.projects or self.themes)


NOTHING, EVERYTHING = Reach(), Reach(everything=True)


def reach_of(user: Person, site_id: int, roles: Iterable[Role]) -> Reach:
    """What the given roles of a person reach in a municipality; nothing when the person has none of them there. No
    query of its own: it reads what `accounts.queries.held_by` keeps for the request."""
    wanted = frozenset(roles)
    if roles_of(user, site_id) & wanted and user.is_superuser:
        return EVERYTHING
    return _reach(held_by(user).get(site_id, {}), wanted)


def reaches(user: Person, roles: Iterable[Role]) -> dict[int, Reach] | None:
    """The same for every municipality where the person has any of the roles, by site id; ``None`` stands for
    everything everywhere (a superuser)."""
    wanted = frozenset(roles)
    sites = sites_where(user, wanted)
    return None if sites is None else {site_id: _reach(held_by(user)[site_id], wanted) for site_id in sites}


def _reach(held: Mapping[Role, Iterable[Limit]], wanted: frozenset[Role]) -> Reach:
    """Roles add to each other: one that holds in the whole municipality outdoes every limit of another."""
    limits = {limit for role in wanted & held.keys() for limit in held[role]}
    if WHOLE in limits:
        return EVERYTHING
    return Reach(
        projects=frozenset(limit.project_key for limit in limits if limit.project_key),
        themes=frozenset(limit.theme_id for limit in limits if limit.theme_id),
    )
