"""A translation is not taken from the public, nor deleted, while its source stays there and needs it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from .guard import GuardedPage

SOURCE = settings.LANGUAGE_CODE


def keep(request: HttpRequest, pages: Iterable[Page], *, whole: bool) -> HttpResponse | None:
    """Sends whoever wants these pages away back to the editor, when one of them has to stay. ``whole``: with those below
    them."""
    going = Page.objects.none()
    for page in pages:
        going |= page.get_descendants(inclusive=True) if whole else Page.objects.filter(pk=page.pk)
    for translation in going.type(GuardedPage).filter(live=True, alias_of=None).exclude(locale__language_code=SOURCE):
        sources = Page.objects.filter(translation_key=translation.translation_key, locale__language_code=SOURCE)
        if not sources.filter(live=True).exclude(pk__in=going.values("pk")).exists():
            continue
        if reasons := translation.specific.why_not_stand_in():
            messages.error(request, " ".join(map(str, reasons)))
            return redirect("wagtailadmin_pages:edit", translation.pk)
    return None
