"""The pages of themes and areas."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.pages import Crumb
from municipality.models import Area, Theme
from participation.following.topics import Topic

from . import queries


def theme(request: HttpRequest, slug: str) -> HttpResponse:
    site = _site(request)
    one = get_object_or_404(Theme, site=site, slug=slug)
    context = {"kind": _("Theme"), "facet": "theme", "followable": Topic("theme", str(one.pk))}
    return _page(request, one, {**context, "found": queries.of_theme(site, one, timezone.now())})


def area(request: HttpRequest, slug: str) -> HttpResponse:
    site = _site(request)
    one = get_object_or_404(Area, site=site, slug=slug)
    context = {"kind": _("Area"), "facet": "area", "followable": Topic("area", str(one.pk)), "areas": [one]}
    return _page(request, one, {**context, "found": queries.of_area(site, one, timezone.now())})


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def _page(request: HttpRequest, subject: Theme | Area, context: dict[str, Any]) -> HttpResponse:
    front = Crumb(title=_("Front page"), url=reverse("wagtail_serve", args=[""]), language=get_language() or "")
    shown = {"subject": subject, "crumbs": [front], "address": request.build_absolute_uri(request.path), **context}
    return render(request, "subjects/subject.html", shown)
