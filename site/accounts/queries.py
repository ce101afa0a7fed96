"""Who a person is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from wagtail.models import Site

from municipality.models import MunicipalitySettings

from .models import RoleGroup, User
from .roles import PUBLIC, Role

if TYPE_CHECKING:
    Person = User | AnonymousUser


def roles_of(user: Person, site_id: int) -> frozenset[Role]:
    """The roles of a person in a municipality; a superuser is an administrator everywhere. One query a person and
    request: the answer stays on the object."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset({Role.ADMINISTRATOR})
    known: dict[int, set[Role]] | None = user.__dict__.get("_roles")
    if known is None:
        known = defaultdict(set)
        for row in RoleGroup.objects.filter(group__user=user):
            known[row.site_id].add(Role(row.role))
        user.__dict__["_roles"] = known
    return frozenset(known.get(site_id, ()))


def sites_where(user: Person, roles: Iterable[Role]) -> frozenset[int] | None:
    """Ids of the municipalities where the person has any of the roles; ``None`` stands for all (a superuser)."""
    if user.is_authenticated and user.is_superuser:
        return None
    if not user.is_authenticated:
        return frozenset()
    return frozenset(RoleGroup.objects.filter(group__user=user, role__in=list(roles)).values_list("site_id", flat=True))


def public_roles(user_ids: Iterable[int], site_id: int) -> dict[int, Role]:
    """The role to show beside each author's name, for those who have one. One query for all."""
    rows = RoleGroup.objects.filter(site_id=site_id, role__in=list(PUBLIC), group__user__in=set(user_ids))
    return {user_id: Role(role) for user_id, role in rows.values_list("group__user", "role")}


def names_of(site: Site) -> tuple[str, ...]:
    """The municipality's names in every language, as far as they are known."""
    row = MunicipalitySettings.objects.filter(site=site).first()
    return tuple(sorted({site.site_name, *(row.names.values() if row else ())} - {""}))


def role_holders(site: Site) -> dict[Role, list[User]]:
    """Who has which role in a municipality, by name. Two queries."""
    groups = RoleGroup.objects.filter(site=site).select_related("group").prefetch_related("group__user_set")
    held = {Role(row.role): sorted(row.group.user_set.all(), key=lambda user: str(user).casefold()) for row in groups}
    return {role: held.get(role, []) for role in Role}
