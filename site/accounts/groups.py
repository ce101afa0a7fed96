"""The Django groups that carry the roles of each municipality, with the rights of `accounts.rights`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, GroupSitePermission, Site

from municipality.models import MunicipalitySettings

from .models import RoleGroup
from .rights import COLLECTION, PAGES, PERMISSIONS, SITE
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
        _set_site_rights(group, site, _permissions(SITE.get(role, frozenset())))
    _set_collection_rights(groups, site)
    return groups


def ensure_role_groups(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """After migrations, once the last app has its permissions: every municipality's groups have their rights."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender is not last or using != "default":
        return
    needed = {RoleGroup._meta.db_table, MunicipalitySettings._meta.db_table}
    if needed <= set(connection.introspection.table_names()):  # not so when only some apps were migrated
        for site in Site.objects.select_related("root_page"):
            create_role_groups(site)


def _group(site: Site, role: Role) -> Group:
    """The group of a role; it is called after the municipality, also when that is renamed."""
    known = RoleGroup.objects.select_related("group").filter(site=site, role=role).first()
    group = known.group if known else Group()
    name = f"{_called(site)}: {role.label}"
    if Group.objects.filter(name=name).exclude(pk=group.pk).exists():
        name = f"{_called(site)} ({site.hostname}:{site.port}): {role.label}"
    if group.name != name:
        group.name = name
        group.save()
    if known is None:
        RoleGroup.objects.create(group=group, site=site, role=role)
    return group


def _called(site: Site) -> str:
    row = MunicipalitySettings.objects.filter(site=site).first()
    return str(row.names if row else "") or site.site_name or site.hostname


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
    rights = Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=codenames
    )
    wanted = {(root.pk, right.pk) for root in roots for right in rights}
    held = {(row.page_id, row.permission_id): row for row in GroupPagePermission.objects.filter(group=group)}
    for pair, row in held.items():
        if pair not in wanted:
            row.delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=right) for page, right in wanted - held.keys()
    )


def _set_site_rights(group: Group, site: Site, wanted: list[Permission]) -> None:
    """Rights to what belongs to the municipality (settings, menu, disruptions …), in this site and nowhere else."""
    GroupSitePermission.objects.filter(group=group).exclude(site=site, permission__in=wanted).delete()
    for permission in wanted:
        GroupSitePermission.objects.get_or_create(group=group, site=site, permission=permission)


def _set_collection_rights(groups: dict[Role, Group], site: Site) -> None:
    collection = collection_of(site)
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=_called(site))
    for role, group in groups.items():
        for permission in _permissions(COLLECTION.get(role, frozenset())):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def collection_of(site: Site) -> Collection | None:
    """Where the municipality's pictures and documents are kept: the collection that its editors may use."""
    editors = RoleGroup.objects.filter(site=site, role=Role.EDITOR).values("group")
    row = (
        GroupCollectionPermission.objects.select_related("collection").filter(group__in=editors).order_by("pk").first()
    )
    return row.collection if row else None
