"""Every mail in the gallery: how it looks, and how it reads as plain text."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import previews
from .mail import Message
from .pages import Crumb


def mails(request: HttpRequest) -> HttpResponse:
    shown = [(preview, previews.written(preview, request)) for preview in previews.every()]
    components = Crumb(title=_("Components"), url=reverse("core:gallery"), language=get_language() or "")
    return render(request, "core/mails.html", {"mails": shown, "crumbs": [components]})


@csp_replace({"style-src": ["'unsafe-inline'"]})  # type: ignore[arg-type]  # takes views with arguments too
def html(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(_mail(request, name).html)


def text(request: HttpRequest, name: str) -> HttpResponse:
    mail = _mail(request, name)
    return HttpResponse(f"{mail.subject}\n\n{mail.text}", content_type="text/plain; charset=utf-8")


def _mail(request: HttpRequest, name: str) -> Message:
    preview = previews.find(name)
    if preview is None:
        raise Http404
    return previews.written(preview, request)
