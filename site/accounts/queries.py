"""Who a person is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Subquery
from django.utils.timezone import localdate
from wagtail.models import Site

from municipality.models import MunicipalitySettings

from . import scopes
from .council.queries import seats_of
from .council.rules import Seated, in_words
from .limits import Limit
from .models import RoleGroup, User
from .roles import PUBLIC, STAFF, Role

if TYPE_CHECKING:
    Person = User | AnonymousUser

HELD = ("site_id", "role", "project_key", "theme_id")


def held_by(user: Person) -> dict[int, dict[Role, set[Limit]]]:
    """Which roles a person holds within which limits, by municipality. One query a person and request: the answer
    stays on the object. A superuser's are not here: they hold everywhere."""
    if not user.is_authenticated or not user.is_active:
        return {}
    known: dict[int, dict[Role, set[Limit]]] | None = user.__dict__.get("_roles")
    if known is None:
        known = {}
        rows = RoleGroup.objects.filter(group__user=user)
        wants = "site__municipalitysettings__second_factor"
        for site_id, role, project_key, theme_id, wanted in rows.values_list(*HELD, wants):
            limits = known.setdefault(site_id, {}).setdefault(Role(role), set())
            limits.add(Limit(project_key=project_key, theme_id=theme_id))
            if wanted and Role(role) in STAFF:
                user.__dict__["_second_factor_wanted"] = True
        user.__dict__["_roles"] = known
    return known


def is_staff_where_second_factor_is_wanted(user: Person) -> bool:
    """Whether a municipality where the person is staff asks its staff for a second step. No query beside `held_by`'s."""
    held_by(user)
    return bool(user.__dict__.get("_second_factor_wanted"))


def forget_roles(user: User) -> None:
    """What was read of the person's rights is asked again."""
    for cached in ("_roles", "_second_factor_wanted", "_perm_cache", "_group_perm_cache", "_user_perm_cache"):
        user.__dict__.pop(cached, None)


def roles_of(user: Person, site_id: int) -> frozenset[Role]:
    """The roles of a person in a municipality, limited ones too (how far they reach: `accounts.reach`); a superuser is
    an administrator everywhere."""
    if user.is_authenticated and user.is_active and user.is_superuser:
        return frozenset({Role.ADMINISTRATOR})
    return frozenset(held_by(user).get(site_id, ()))


def sites_where(user: Person, roles: Iterable[Role]) -> frozenset[int] | None:
    """Ids of the municipalities where the person has any of the roles; ``None`` stands for all (a superuser)."""
    if user.is_authenticated and user.is_active and user.is_superuser:
        return None
    wanted = frozenset(roles)
    return frozenset(site_id for site_id, held in held_by(user).items() if wanted & held.keys())


def is_staff(user: Person) -> bool:
    """Whether a person works in the administration of any municipality (`accounts.rights`). No query beside
    `held_by`'s, where Django's permissions would be two."""
    sites = sites_where(user, STAFF)
    return sites is None or bool(sites)


@dataclass(frozen=True)
class PublicRole:
    """What everyone reads beside a person's name. ``role`` is held now; ``seats`` are all in the council's list, also
    past ones."""

    role: Role | None
    seats: Sequence[Seated] = ()

    def at(self, moment: datetime) -> str:
        """In words of the language of now, as it was then; nothing when there was nothing to show. A role without
        a seat is shown as it is now."""
        return in_words(self.seats, localdate(moment)) or (
            "" if self.seats else str(self.role.label if self.role else "")
        )


def site_ids_where(user: Person, roles: Iterable[Role]) -> frozenset[int]:
    """The same, with every municipality there is for a superuser."""
    found = sites_where(user, roles)
    return frozenset(Site.objects.values_list("pk", flat=True)) if found is None else found


def public_roles(user_ids: Iterable[int], site_id: int) -> dict[int, PublicRole]:
    """Role and body to show beside each author's name, for those who have any. Two queries for all."""
    wanted = set(user_ids)
    seats = seats_of(wanted, site_id)
    rows = RoleGroup.objects.filter(site_id=site_id, role__in=list(PUBLIC), group__user__in=wanted)
    roles = {user_id: Role(role) for user_id, role in rows.values_list("group__user", "role")}
    return {user_id: PublicRole(roles.get(user_id), seats.get(user_id, ())) for user_id in {*roles, *seats}}


def public_role(*, user: Any, site: Any) -> Subquery:
    """The role to show beside a name, within a query for what the person wrote: both are references there (`OuterRef`)."""
    rows = RoleGroup.objects.filter(site=site, role__in=list(PUBLIC), group__user=user)
    return Subquery(rows.values("role")[:1])


def names_of(site: Site) -> tuple[str, ...]:
    """The municipality's names in every language, as far as they are known."""
    row = MunicipalitySettings.objects.filter(site=site).first()
    return tuple(sorted({site.site_name, *(row.names.values() if row else ())} - {""}))


@dataclass(frozen=True)
class Holding:
    """A person's role in a municipality, and the names of what it is limited to."""

    user: User
    role: Role
    limits: frozenset[Limit]
    within: Sequence[str] = ()


def role_holders(site: Site, names: scopes.Names | None = None) -> dict[Role, list[Holding]]:
    """Who has which role in a municipality and within what, by name. Two queries, and those of ``names``."""
    names = names or scopes.Names(site.pk)
    rows = RoleGroup.objects.filter(site=site).select_related("group").prefetch_related("group__user_set")
    held: dict[Role, dict[User, set[Limit]]] = {role: defaultdict(set) for role in Role}
    for row in rows:
        for user in row.group.user_set.all():
            held[Role(row.role)][user].add(row.limit)
    return {
        role: [
            Holding(user, role, frozenset(users[user]), names.of(users[user]))
            for user in sorted(users, key=lambda user: str(user).casefold())
        ]
        for role, users in held.items()
    }
