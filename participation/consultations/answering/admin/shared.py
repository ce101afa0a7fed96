"""What the pages of answering share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from ...models import ConsultationPage
from ..policy import consultations_for


def consultation(request: HttpRequest, key: UUID) -> tuple[ConsultationPage, Site]:
    """Raises Http404 for one that the person does not answer in."""
    page = get_object_or_404(consultations_for(request.user).select_related("locale"), translation_key=key)
    site = page.get_site()
    assert site is not None
    return page, site


def head(page: ConsultationPage, title: str = "") -> dict[str, Any]:
    """``title``: of a page below that of the consultation."""
    way = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("consultations_admin:index"), "label": _("Consultations")},
    ]
    if title:
        way.append({"url": reverse("consultations_admin:answering", args=[page.translation_key]), "label": page.title})
    shown = title or page.title
    return {
        "consultation_page": page,
        "header_title": shown,
        "page_title": shown,
        "header_icon": "openquote",
        "breadcrumbs_items": [*way, {"url": "", "label": shown}],
    }
