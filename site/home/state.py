"""How the system is (`core.health`), in the admin: for administrators."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.trail_admin.policy import administers
from core.desk.waiting import Waiting
from core.health import findings, label


def state(request: HttpRequest) -> HttpResponse:
    """Of the whole installation. Nothing but the database is asked."""
    if not administers(request.user):
        raise PermissionDenied
    context = {
        "page_title": _("State of the system"),
        "header_icon": "cogs",
        "parts": [(label(name), finding) for name, finding in findings().items()],
    }
    return render(request, "home/admin/state.html", context)


def parts_not_well(request: HttpRequest) -> Iterator[Waiting]:
    """For the first page of the admin."""
    if not administers(request.user):
        return
    number = sum(not finding.ok for finding in findings().values())
    text = ngettext("part of the system needs attention", "parts of the system need attention", number)
    yield Waiting(text=text, number=number, url=reverse("home_state"), late=True)
