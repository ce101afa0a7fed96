"""The report of what has expired, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied
from wagtail.models import Site

from accounts.trail_admin.policy import administered, chosen
from core.desk.tables import Sheet
from core.moving.downloads import download

from ..models import Expiry


def table(request: HttpRequest, form: str) -> HttpResponseBase:
    """The report as a table: no personal data in it."""
    site = chosen(request, administered(request.user))
    if site is None:
        return permission_denied(request)
    answer = download(_sheet(site), form)
    if answer is None:
        raise Http404
    return answer


def _sheet(site: Site) -> Sheet:
    rows = Expiry.objects.filter(site=site).order_by("pk")
    headings = (
        _("What"),
        _("Project"),
        _("Announced"),
        _("Number announced"),
        _("Falls due"),
        _("Begun"),
        _("Ended"),
        _("Number done"),
    )

    def lines() -> Iterator[tuple[Any, ...]]:
        for row in rows.iterator(500):
            taken = None if row.is_open else row.number
            told = (row.announced_at, row.announced, row.falls_at, row.begun_at, row.ended_at, taken)
            yield (row.kind_label, row.project, *told)

    return Sheet(title=_("Retention"), headings=headings, rows=lines())
