"""The public log of what moderators have removed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from .. import log as reading
from .shared import site_of, way_back


def log(request: HttpRequest) -> HttpResponse:
    found = reading.log(site_of(request).pk, timezone.now(), page=request.GET.get("page"))
    return render(request, "moderation/log.html", {"log": found, "crumbs": way_back()})
