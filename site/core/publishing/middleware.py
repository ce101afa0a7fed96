"""What keeps a page from being published is said, whichever button was pressed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .guard import NotReadyError


class NotReadyMiddleware:
    """The view's transaction is over by then, and nothing of it stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotReadyError):
            return None
        said = _("“%(title)s” was not published.") % {"title": exception.page.title}
        messages.error(request, " ".join([said, *exception.reasons]))
        url = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":  # a dialog of Wagtail's moderation
            return JsonResponse({"step": "success", "redirect": url})
        return redirect(url)
