"""The addresses that have no language: the root, and what search engines read."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from . import sitemaps


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Lead to the front page in the language that the browser asks for, where the municipality has it."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    wanted = get_language_from_request(request)
    codes = set(
        Page.objects.filter(translation_key=site.root_page.translation_key, live=True).values_list(
            "locale__language_code", flat=True
        )
    )
    language = wanted if wanted in codes or not codes else _first(codes)
    with override(language):
        response = HttpResponseRedirect(reverse("wagtail_serve", args=[""]))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def _first(codes: set[str]) -> str:
    return next((code for code, _name in settings.LANGUAGES if code in codes), settings.LANGUAGE_CODE)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = [reverse("wagtailadmin_home")]
    for code, _name in settings.LANGUAGES:
        with override(code):
            closed += [reverse("search:search"), reverse("accounts:mine")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('home:sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    found = sitemaps.entries(site, request)
    return render(request, "home/sitemap.xml", {"entries": found}, content_type="application/xml; charset=utf-8")
