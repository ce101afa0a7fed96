"""What the views have in common: only a councillor of this municipality comes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from accounts.places import detour, signed_in
from accounts.queries import roles_of
from accounts.roles import Role
from core.pages import Crumb
from municipality.models import Area, Theme
from participation import registry

from ..forms import DeskFilters

View = Callable[[HttpRequest, Site], HttpResponseBase]


def for_councillors(view: View) -> Callable[[HttpRequest], HttpResponseBase]:
    """Who is not signed in signs in first; for who is no councillor here there is no such page."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return detour(request, request.get_full_path())
        site = site_of(request)
        if Role.COUNCILLOR not in roles_of(signed_in(request), site.pk):
            raise Http404
        return view(request, site)

    return wrapped


def site_of(request: HttpRequest) -> Site:
    """The municipality of this address. Raises Http404 where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def crumbs(*, deeper: bool = False) -> list[Crumb]:
    language = get_language() or ""
    way = [Crumb(title=_("My page"), url=reverse("accounts:mine"), language=language)]
    return [
        *way,
        *([Crumb(title=_("Councillor’s desk"), url=reverse("council:desk"), language=language)] if deeper else []),
    ]


def choices_of(request: HttpRequest, site: Site, projects: Sequence[registry.Project]) -> DeskFilters:
    return DeskFilters(
        request.GET,
        themes=list(Theme.objects.filter(site=site)),
        areas=list(Area.objects.filter(site=site)),
        projects=projects,
    )


def titles(projects: Sequence[registry.Project]) -> dict[UUID, str]:
    return {project.key: project.title for project in projects}
