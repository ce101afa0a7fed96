"""The public results of a survey, at its own address."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language

from ..models import SurveyPage
from ..queries import Survey, survey_of
from ..results.by_group import ByGroups, Crosses, backgrounds
from ..results.public import public_results
from ..results.reading import reading
from ..rules import gives_open_data, shows_results
from .comparing import compares


def shown(page: SurveyPage, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    survey = survey_of(page)
    now = timezone.now()
    if survey is None or not shows_results(survey.terms, now):
        raise Http404
    language = get_language() or ""
    offered, by_group = _by_group(survey, request.GET.get("group", ""), language, now)
    found = public_results(survey.source, language, now) if by_group is None else None
    opens = gives_open_data(survey.terms, now)
    data_url = (page.url or "") + page.reverse_subpage("open_data") if opens else ""
    compare_url = (page.url or "") + page.reverse_subpage("compare") if compares(survey) else ""
    has_map = found is not None and any(one.heat for one in found.shown)
    more = {
        "compare_url": compare_url,
        "found": found,
        "offered": offered,
        "by_group": by_group,
        "number": by_group.number if by_group else found and found.number,
        "least": survey.source.least_cell,
        "data_url": data_url,
        "state": survey.terms.state(now),
        "survey_page": page,
        "areas": survey.areas if has_map else [],
    }
    return TemplateResponse(request, "surveys/results.html", {**context, **more})


def _by_group(
    survey: Survey, wanted: str, language: str, now: datetime
) -> tuple[list[tuple[str, str]], ByGroups | None]:
    """The questions by whose groups one may look at the others, and what is ``wanted`` of them. After closing only: an
    answer more would be told by what changes."""
    read = reading(survey.key) if survey.terms.state(now) == "past" and backgrounds(survey.source) else None
    if read is None:
        return [], None
    crosses = Crosses(survey.source, read)
    return crosses.offered(language), crosses.by(wanted, language)
