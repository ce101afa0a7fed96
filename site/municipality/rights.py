"""Who may edit what belongs to a municipality: rights are held site by site (Wagtail's `GroupSitePermission`,
given by `accounts.groups`)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.models import GroupSitePermission, Site


def sites_of(user: Any) -> QuerySet[Site]:
    """The municipalities a person has any right to edit something in."""
    if user.is_superuser:
        return Site.objects.all()
    return Site.objects.filter(group_permissions__group__user=user).distinct()


def sites_of_areas(user: Any) -> QuerySet[Site]:
    """The municipalities whose areas a person may change."""
    if user.is_superuser:
        return Site.objects.all()
    held = {"permission__codename": "change_area", "permission__content_type__app_label": "municipality"}
    return Site.objects.filter(pk__in=GroupSitePermission.objects.filter(group__user=user, **held).values("site"))


def may_change_areas(user: Any, site_id: int) -> bool:
    return sites_of_areas(user).filter(pk=site_id).exists()
