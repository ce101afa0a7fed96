"""Whose consultation it is to copy and to prolong: of those who may publish its page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from ..models import ConsultationPage


def reached(user: Any, key: UUID) -> tuple[ConsultationPage, Site]:
    """The source page and its municipality. Raises Http404 for one that is not this person's."""
    pages = ConsultationPage.objects.filter(translation_key=key, locale__language_code=settings.LANGUAGE_CODE)
    page = pages.select_related("locale").first()
    site = page.get_site() if page else None
    if page is None or site is None or not page.permissions_for_user(user).can_publish():
        raise Http404
    return page, site


def head(page: ConsultationPage, title: str, icon: str) -> dict[str, Any]:
    return {
        "consultation_page": page,
        "header_title": f"{title}: {page.title}",
        "page_title": f"{title}: {page.title}",
        "header_icon": icon,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title},
            {"url": "", "label": title},
        ],
    }
