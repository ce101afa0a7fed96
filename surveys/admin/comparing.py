"""Rounds and groups side by side, for staff: exact, up to this moment."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import SurveyPage
from ..results.groups import groups
from ..results.rounds import EXACT, Terms, rounds
from .policy import visible_to
from .shared import head, survey


def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """Rounds whose answers the person may not see are left out."""
    page, found = survey(request, key)
    language = get_language() or ""
    seen = visible_to(request.user)

    def terms(one: SurveyPage) -> Terms | None:
        return Terms() if one.pk == page.pk or seen.filter(pk=one.pk).exists() else None

    context = {
        "survey_page": page,
        "groups": groups(found, language, least=EXACT),
        "rounds": rounds(page, language, terms),
        **head(page, _("Rounds and groups")),
    }
    return TemplateResponse(request, "surveys/admin/compare.html", context)
