"""The public page of a link."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Site

from ..models import PreviewLink
from . import actions, queries

POSTED = re.compile(rb"(<form\b[^>]*\bmethod=\"post\"[^>]*>)(.*?)(</form>)", re.DOTALL | re.IGNORECASE)


@require_safe
def show(request: HttpRequest, secret: str) -> HttpResponse:
    """The newest draft in the language of the address, or in one that it has. Nothing can be sent from it, it is kept by
    no cache, and leads nobody back here."""
    now = timezone.now()
    link = queries.find(Site.find_for_request(request), secret)
    if link is None:
        return _apart(render(request, "home/sharing/unknown.html", status=404))
    if link.state(now) != "works":
        return _apart(render(request, "home/sharing/over.html", {"link": link, "state": link.state(now)}, status=410))
    found = queries.drafts(link)
    if not found:
        return _apart(render(request, "home/sharing/unknown.html", status=404))
    language = get_language() or ""
    if language not in found:
        return _apart(redirect(queries.address(secret, next(iter(found)))))
    if request.method == "GET":
        actions.note_opening(link=link, now=now)
    return _apart(_drawn(request, link, secret, found, language))


def _drawn(request: Any, link: PreviewLink, secret: str, found: dict[str, Any], language: str) -> HttpResponse:
    page = found[language]
    request.is_preview, request.preview_link = True, link
    response: HttpResponse = page.serve_preview(request, page.default_preview_mode)
    if isinstance(response, TemplateResponse):
        assert response.context_data is not None
        response.context_data["translations"] = queries.versions(secret, found)
        response.render()
    response.content = POSTED.sub(rb'\1<fieldset class="preview-form" disabled>\2</fieldset>\3', response.content)
    return response


def _apart(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
