"""The public log of what moderators have removed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from core.feeds import ITEMS, Entry, atom
from municipality.queries import of_site

from .. import log as reading
from .shared import site_of, way_back


def feed(request: HttpRequest) -> HttpResponse:
    """The newest of the log as Atom."""
    site = site_of(request)
    return atom(
        request,
        title=_("What moderators have removed"),
        url=reverse("moderation:log"),
        author=of_site(site).name,
        entries=(_entry(one) for one in reading.newest(site.pk, ITEMS)),
    )


def _entry(one: reading.Entry) -> Entry:
    return Entry(
        key=f"urn:uuid:{one.key}",
        title=f"{one.kind}: {one.measure.lower()}",
        url=reverse("moderation:log"),
        at=one.at,
        updated=one.reversed_at,
        html=str(escape(one.rule)) + (f" ({escape(_('reversed'))})" if one.reversed_at else ""),
    )


def log(request: HttpRequest) -> HttpResponse:
    found = reading.log(site_of(request).pk, timezone.now(), page=request.GET.get("page"))
    return render(request, "moderation/log.html", {"log": found, "crumbs": way_back()})
