"""What the pages of a survey's answers share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import SurveyPage
from ..results.reading import Reading, reading
from .policy import visible_to


def survey(request: HttpRequest, key: UUID) -> tuple[SurveyPage, Reading]:
    """Raises Http404 for one whose answers the person may not see."""
    page = get_object_or_404(visible_to(request.user).select_related("locale"), translation_key=key)
    found = reading(key)
    if found is None:
        raise Http404
    return page, found


def head(page: SurveyPage, title: str = "") -> dict[str, Any]:
    """``title``: of a page below that of the survey."""
    way = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("survey_results:index"), "label": _("Answers to surveys")},
    ]
    if title:
        way.append({"url": reverse("survey_results:results", args=[page.translation_key]), "label": page.title})
    shown = title or page.title
    return {
        "header_title": shown,
        "page_title": shown,
        "header_icon": "form",
        "breadcrumbs_items": [*way, {"url": "", "label": shown}],
    }
