"""What the views have in common."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.pages import Crumb


def site_of(request: HttpRequest) -> Site:
    """The municipality of this address. Raises Http404 where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def way_back() -> list[Crumb]:
    return [Crumb(title=_("Front page"), url=reverse("wagtail_serve", args=[""]), language=get_language() or "")]
