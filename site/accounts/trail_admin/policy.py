"""Who sees the audit trail: administrators, that of their own municipality."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User
from accounts.queries import sites_where
from accounts.roles import Role


class TrailPolicy(ModelPermissionPolicy):
    """Rows are seen; nobody adds, changes or deletes them here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action != "view" or not isinstance(user, User | AnonymousUser):
            return False
        return administers(user)


def administers(user: Any) -> bool:
    """Whether a person is an administrator of any municipality. No query beside that of `accounts.queries.held_by`."""
    sites = sites_where(user, [Role.ADMINISTRATOR])
    return sites is None or bool(sites)


def administered(user: Any) -> list[Site]:
    """The municipalities the person is an administrator of."""
    ids = sites_where(user, [Role.ADMINISTRATOR])
    sites = Site.objects.order_by("site_name", "pk")
    return list(sites if ids is None else sites.filter(pk__in=ids))


def chosen(request: HttpRequest, sites: list[Site]) -> Site | None:
    """The one asked for, else the one whose address this is, else the first; only ever one of ``sites``."""
    by_id = {str(site.pk): site for site in sites}
    if request.GET.get("site"):
        return by_id.get(request.GET["site"])
    here = Site.find_for_request(request)
    return by_id.get(str(here.pk) if here else "", sites[0] if sites else None)
