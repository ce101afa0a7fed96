"""Who may edit what belongs to a municipality: rights are held site by site (Wagtail's `GroupSitePermission`,
given by `accounts.groups`)."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import GroupSitePermission, Site


def sites_of(user: Any, model: type[Model]) -> QuerySet[Site]:
    """The municipalities where a person has any right to edit things of this kind."""
    if user.is_superuser:
        return Site.objects.all()
    kind = {"permission__content_type__app_label": model._meta.app_label}
    kind["permission__content_type__model"] = str(model._meta.model_name)
    held = GroupSitePermission.objects.filter(group__user=user, **kind)
    return Site.objects.filter(pk__in=held.values("site"))


def sites_of_areas(user: Any) -> QuerySet[Site]:
    """The municipalities whose areas a person may change."""
    if user.is_superuser:
        return Site.objects.all()
    held = {"permission__codename": "change_area", "permission__content_type__app_label": "municipality"}
    return Site.objects.filter(pk__in=GroupSitePermission.objects.filter(group__user=user, **held).values("site"))


def may_change_areas(user: Any, site_id: int) -> bool:
    return sites_of_areas(user).filter(pk=site_id).exists()
