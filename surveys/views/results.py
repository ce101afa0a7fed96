"""The public results of a survey, at its own address."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language

from ..models import SurveyPage
from ..queries import survey_of
from ..results.public import public_results
from ..rules import gives_open_data, shows_results
from .comparing import compares


def shown(page: SurveyPage, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    survey = survey_of(page)
    now = timezone.now()
    if survey is None or not shows_results(survey.terms, now):
        raise Http404
    found = public_results(survey.source, get_language() or "", now)
    opens = gives_open_data(survey.terms, now)
    data_url = (page.url or "") + page.reverse_subpage("open_data") if opens else ""
    compare_url = (page.url or "") + page.reverse_subpage("compare") if compares(survey) else ""
    has_map = found is not None and any(one.heat for one in found.shown)
    more = {
        "compare_url": compare_url,
        "found": found,
        "data_url": data_url,
        "state": survey.terms.state(now),
        "survey_page": page,
        "areas": survey.areas if has_map else [],
    }
    return TemplateResponse(request, "surveys/results.html", {**context, **more})
