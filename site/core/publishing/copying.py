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
    if request.method != "POST" or not request.POST.get("publish_copies"):
        return None
    whole = bool(request.POST.get("copy_subpages"))
    pages = page.get_descendants(inclusive=True) if whole else Page.objects.filter(pk=page.pk)
    types = pages.filter(live=True).order_by().values_list("content_type", flat=True).distinct()
    if not any(issubclass(_class_of(pk), GuardedPage) for pk in types):
        return None
    messages.error(
        request,
        _("Surveys and consultations are published one by one, when they are ready. Copy without publishing."),
    )
    return redirect("wagtailadmin_pages:copy", page.pk)


def _class_of(content_type_id: int) -> type:
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_id(content_type_id).model_class() or Page
