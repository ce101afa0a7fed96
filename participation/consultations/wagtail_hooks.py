"""Consultations in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .admin import drafts
from .drafts import queries
from .models import ConsultationPage


@hooks.register("register_admin_urls")
def draft_urls() -> list[URLPattern]:
    return [path("consultations/<uuid:key>/draft/<str:section>/", drafts.show, name="consultation_draft")]


@hooks.register("register_page_header_buttons")
def draft_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From a consultation's page to what was said of its draft texts, for whoever may see it."""
    page = page.specific_deferred
    if not isinstance(page, ConsultationPage) or not page.pk or not drafts.page_for(user, page):
        return
    titles = {block.id: block.value["title"] for block in page.sections if block.block_type == "draft"}
    for section in dict.fromkeys(version.section for version in queries.versions(page.translation_key)):
        if section in titles:
            url = reverse("consultation_draft", args=[page.translation_key, section])
            label = _("Comments: %(title)s") % {"title": titles[section]}
            yield Button(label, url, icon_name="comment", priority=12)
