"""What every page knows of its municipality."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from . import queries


def municipality(request: HttpRequest) -> dict[str, Any]:
    """``municipality`` is `queries.Municipality` as seen on this page; read only when a template asks. ``None`` where
    no municipality answers to the address."""
    site = Site.find_for_request(request)
    return {"site": site, "municipality": SimpleLazyObject(lambda: _seen(request, site)) if site else None}


def _seen(request: HttpRequest, site: Site) -> queries.Municipality:
    return queries.here(request, site).seen(request.path, timezone.now())
