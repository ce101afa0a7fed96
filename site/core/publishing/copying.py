"""A copy of a page that has to be ready is a draft, also where it lies below what is copied."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from .guard import GuardedPage


def keep_drafts(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Sends whoever asked for public copies back to the form, when one of them would be such a page."""
    if request.method != "POST" or not (request.POST.get("publish_copies") or request.POST.get("alias")):
        return None  # an alias is as public as what it is of
    whole = bool(request.POST.get("copy_subpages"))
    pages = page.get_descendants(inclusive=True) if whole else Page.objects.filter(pk=page.pk)
    if not pages.type(GuardedPage).filter(live=True).exists():
        return None
    messages.error(
        request,
        _(
            "Surveys and consultations are published one by one, when they are ready. Copy without publishing, and not as "
            "an alias."
        ),
    )
    return redirect("wagtailadmin_pages:copy", page.pk)
