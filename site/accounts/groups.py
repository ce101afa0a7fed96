"""The Django groups that carry the roles of each municipality, with the rights of `accounts.rights`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import override
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Site,
)

from municipality.models import MunicipalitySettings

from . import scopes
from .limits import WHOLE, Limit
from .models import RoleGroup
from .rights import COLLECTION, PAGES, PERMISSIONS, SITE
from .roles import Role


@transaction.atomic
def create_role_groups(site: Site) -> dict[Role, Group]:
    """Make the municipality's groups, or mend their rights: a right that the table no longer gives is taken away.
    Call it again when the municipality gets a home page in a new language."""
    with override(settings.LANGUAGE_CODE):
        rows = {role: _row(site, role, WHOLE) for role in Role}
        limited = [_row(site, Role(row.role), row.limit) for row in _limited(site)]
    for row in (*rows.values(), *limited):
        _set_rights(row)
    _set_collection_rights([*rows.values(), *limited], site)
    return {role: row.group for role, row in rows.items()}


@transaction.atomic
def group_of(site: Site, role: Role, limit: Limit) -> Group:
    """The group of a role within a limit, made with its rights when there is none."""
    known = RoleGroup.objects.select_related("group").filter(site=site, role=role).limited_to(limit).first()
    if known is not None:
        return known.group
    if limit == WHOLE:
        return create_role_groups(site)[role]
    with override(settings.LANGUAGE_CODE):
        row = _row(site, role, limit)
    _set_rights(row)
    _set_collection_rights([row], site)
    return row.group


def drop_empty_groups(site: Site) -> None:
    """Groups of limits that nobody has any more go; those of the whole municipality stay."""
    Group.objects.filter(role_group__in=_limited(site), user=None).delete()


def follow_new_page(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """A project's page in a new language: who is limited to the project may edit that too. (A signal of Django's.)"""
    if created and isinstance(instance, Page):
        for row in RoleGroup.objects.filter(project_key=instance.translation_key).select_related("group", "site"):
            _set_rights(row)


def follow_deleted_role(sender: Any, instance: RoleGroup, **kwargs: Any) -> None:
    """With its municipality or theme a role goes, and with the role its group: it would carry rights to nowhere."""
    Group.objects.filter(pk=instance.group_id).delete()


def _limited(site: Site) -> Any:
    return RoleGroup.objects.filter(site=site).exclude(project_key=None, theme=None)


def ensure_role_groups(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """After migrations, once the last app has its permissions: every municipality's groups have their rights."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender is not last or using != "default":
        return
    needed = {RoleGroup._meta.db_table, MunicipalitySettings._meta.db_table}
    if needed <= set(connection.introspection.table_names()):  # not so when only some apps were migrated
        for site in Site.objects.select_related("root_page"):
            create_role_groups(site)


def _row(site: Site, role: Role, limit: Limit) -> RoleGroup:
    """The group of a role; it is called after the municipality, also when that is renamed."""
    known = RoleGroup.objects.select_related("group").filter(site=site, role=role).limited_to(limit).first()
    group = known.group if known else Group()
    name = _name(site, role, limit, group)
    if group.name != name:
        group.name = name
        group.save()
    if known is None:
        known = RoleGroup.objects.create(
            group=group, site=site, role=role, project_key=limit.project_key, theme_id=limit.theme_id
        )
    return known


def _name(site: Site, role: Role, limit: Limit, group: Group) -> str:
    """One that no other group has: namesakes are told apart by the host, limits by their key."""
    within = scopes.words([limit], scopes.project_names(site.pk), scopes.theme_names(site.pk)) if limit != WHOLE else []
    about = f"{role.label} ({within[0][:60]})" if within else str(role.label)
    key = str(limit.project_key or limit.theme_id or "")
    place = f"{_called(site)} ({site.hostname}:{site.port})"
    names = [f"{_called(site)}: {about}", f"{place}: {about}", f"{place}: {about} {key}"]
    taken = set(Group.objects.filter(name__in=names).exclude(pk=group.pk).values_list("name", flat=True))
    return next((name for name in names if name not in taken), names[-1])[:150]


def _set_rights(row: RoleGroup) -> None:
    """Those of the table; within a limit, page rights in the project's pages only, and nothing of the whole site's."""
    role = Role(row.role)
    row.group.permissions.set(_permissions(PERMISSIONS[role]))
    if row.limit == WHOLE:
        roots = row.site.root_page.get_translations(inclusive=True)
    else:
        roots = Page.objects.filter(translation_key=row.project_key) if row.project_key else Page.objects.none()
    _set_page_rights(row.group, roots, PAGES.get(role, frozenset()))
    of_site = SITE.get(role, frozenset()) if row.limit == WHOLE else frozenset()
    _set_site_rights(row.group, row.site, _permissions(of_site))


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


def _set_page_rights(group: Group, roots: QuerySet[Page], codenames: frozenset[str]) -> None:
    """Page rights below the given pages, in every language, and nowhere else."""
    rights = Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=codenames
    )
    wanted = {(root.pk, right.pk) for root in roots for right in rights} if codenames else set()
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


def _set_collection_rights(rows: Iterable[RoleGroup], site: Site) -> None:
    collection = collection_of(site)
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=_called(site))
    for row in rows:
        for permission in _permissions(COLLECTION.get(Role(row.role), frozenset())):
            GroupCollectionPermission.objects.get_or_create(
                group=row.group, collection=collection, permission=permission
            )


def collection_of(site: Site) -> Collection | None:
    """Where the municipality's pictures and documents are kept: the collection that its editors may use."""
    editors = RoleGroup.objects.filter(site=site, role=Role.EDITOR).whole().values("group")
    row = (
        GroupCollectionPermission.objects.select_related("collection").filter(group__in=editors).order_by("pk").first()
    )
    return row.collection if row else None
