"""The Django groups that carry the roles of each municipality, with the rights of `accounts.rights`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.translation import override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Site

from .models import RoleGroup
from .rights import COLLECTION, PAGES, PERMISSIONS
from .roles import Role


@transaction.atomic
def create_role_groups(site: Site) -> dict[Role, Group]:
    """Make the municipality's groups, or mend their rights: a right that the table no longer gives is taken away.
    Call it again when the municipality gets a home page in a new language."""
    with override(settings.LANGUAGE_CODE):
        groups = {role: _group(site, role) for role in Role}
    for role, group in groups.items():
        group.permissions.set(_permissions(PERMISSIONS[role]))
        _set_page_rights(group, site, PAGES.get(role, frozenset()))
    _set_collection_rights(groups, site)
    return groups


def ensure_role_groups(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """After migrations, once the last app has its permissions: every municipality's groups have their rights."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender is last and using == "default":
        for site in Site.objects.select_related("root_page"):
            create_role_groups(site)


def _group(site: Site, role: Role) -> Group:
    known = RoleGroup.objects.select_related("group").filter(site=site, role=role).first()
    if known:
        return known.group
    group = Group.objects.create(name=_free_name(site, role))
    RoleGroup.objects.create(group=group, site=site, role=role)
    return group


def _free_name(site: Site, role: Role) -> str:
    """«Koivuranta: Toimittaja»; the host tells namesakes apart."""
    name = f"{site.site_name or site.hostname}: {role.label}"
    if Group.objects.filter(name=name).exists():
        name = f"{site.site_name or site.hostname} ({site.hostname}:{site.port}): {role.label}"
    return name


def _permissions(names: Iterable[str]) -> list[Permission]:
    """Those of «app.codename» that exist."""
    pairs = [name.split(".") for name in names]
    if not pairs:
        return []
    wanted = Q()
    for app, codename in pairs:
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def _set_page_rights(group: Group, site: Site, codenames: frozenset[str]) -> None:
    """Page rights in the municipality's tree, in every language, and nowhere else."""
    roots = site.root_page.get_translations(inclusive=True) if codenames else []
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page", codename__in=codenames)
    wanted = {(root.pk, right.pk) for root in roots for right in rights}
    held = {(row.page_id, row.permission_id): row for row in GroupPagePermission.objects.filter(group=group)}
    for pair, row in held.items():
        if pair not in wanted:
            row.delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=right) for page, right in wanted - held.keys()
    )


def _set_collection_rights(groups: dict[Role, Group], site: Site) -> None:
    collection = collection_of(site)
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=site.site_name or site.hostname)
    for role, group in groups.items():
        for permission in _permissions(COLLECTION.get(role, frozenset())):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def collection_of(site: Site) -> Collection | None:
    """Where the municipality's pictures and documents are kept: the collection that its editors may use."""
    editors = RoleGroup.objects.filter(site=site, role=Role.EDITOR).values("group")
    row = GroupCollectionPermission.objects.select_related("collection").filter(group__in=editors).order_by("pk").first()
    return row.collection if row else None
