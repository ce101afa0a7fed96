"""Pages and documents that are not everybody's ask staff for the second step too."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail import hooks

from .gate import before_closed


@hooks.register("before_serve_page", order=-10)
def closed_page(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponseBase | None:
    return before_closed(request, lambda: page.get_view_restrictions().exists())


@hooks.register("before_serve_document", order=-10)
def closed_document(document: Any, request: HttpRequest) -> HttpResponseBase | None:
    return before_closed(request, lambda: document.collection.get_view_restrictions().exists())
