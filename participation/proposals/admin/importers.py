"""Who brings in proposals, and where to: administrators, within the reach of their role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.auth import permission_denied
from wagtail.models import Site

from accounts.models import User
from accounts.reach import Reach, reaches
from participation import registry

from ..models import Import
from ..moving.rules import IMPORTS

View = Callable[..., HttpResponseBase]


def reach_of_imports(user: Any) -> dict[int, Reach] | None:
    return reaches(user, IMPORTS)


def may_import(user: Any) -> bool:
    found = reach_of_imports(user)
    return found is None or any(reach.everything or reach.projects for reach in found.values())


def visible_imports(user: Any) -> QuerySet[Import]:
    """Those of the projects that the person may bring proposals to."""
    found = reach_of_imports(user)
    rows = Import.objects.select_related("site__root_page__locale", "by")
    if found is None:
        return rows
    where = Q(pk__in=[])
    for site_id, reach in found.items():
        where |= Q(site_id=site_id) if reach.everything else Q(site_id=site_id, project_key__in=reach.projects)
    return rows.filter(where)


def offered_to(user: Any) -> list[tuple[Site, list[registry.Project]]]:
    found = reach_of_imports(user)
    sites = Site.objects.order_by("site_name", "pk")
    offered = []
    for site in sites if found is None else sites.filter(pk__in=found):
        reach = Reach(everything=True) if found is None else found[site.pk]
        projects = [p for p in registry.projects(site.pk) if reach.covers(project_key=p.key, theme_id=None)]
        if projects:
            offered.append((site, projects))
    return offered


def for_importers(view: View) -> View:
    """Others are told so, as everywhere in the admin."""

    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User) or not may_import(request.user):
            return permission_denied(request)
        return view(request, request.user, **kwargs)

    return guarded
