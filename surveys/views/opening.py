"""A survey's results as open data, below its results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language

from core.desk.tables import csv_lines
from core.pages import is_stand_in
from municipality.models import MunicipalitySettings

from ..engine.definition import Question
from ..models import SurveyPage
from ..queries import Survey, survey_of
from ..results import opening
from ..results.public import PublicResults, public_results
from ..results.reading import reading
from ..rules import gives_open_data
from .shared import site_of

CSV, JSON = "csv", "json"


def shown(page: SurveyPage, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """What there is and how it may be used. Raises Http404 while there is none."""
    _survey, found, _questions = _open(page)
    more = {
        "found": found,
        "licence": opening.LICENCE,
        "licence_name": opening.LICENCE_NAME,
        "columns": opening.COLUMNS,
    }
    own = page.url or ""
    urls = {form: own + page.reverse_subpage("open_file", args=[form]) for form in (CSV, JSON)}
    more |= {"urls": urls, "results_url": own + page.reverse_subpage("results"), "survey_page": page}
    return TemplateResponse(request, "surveys/open_data.html", {**context, **more})


def file(page: SurveyPage, request: HttpRequest, form: str) -> HttpResponseBase:
    """The figures («csv») or what they are («json»). Raises Http404 while there are none."""
    survey, found, questions = _open(page)
    if form == CSV:
        lines = csv_lines(opening.sheet(found, questions))
        answer: HttpResponseBase = HttpResponse(b"".join(lines), content_type="text/csv; charset=utf-8")
    elif form == JSON:
        told = opening.description(found, questions, _about(page, survey, request))
        answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    else:
        raise Http404
    answer["Access-Control-Allow-Origin"] = "*"  # pages of others may read what is open
    answer["Content-Disposition"] = f'inline; filename="{page.slug}.{form}"'
    return answer


def _open(page: SurveyPage) -> tuple[Survey, PublicResults, Sequence[Question]]:
    survey, now = survey_of(page), timezone.now()
    if survey is None or not gives_open_data(survey.terms, now):
        raise Http404
    read = reading(survey.key)
    found = public_results(survey.source, get_language() or "", now)
    if read is None or found is None:
        raise Http404
    return survey, found, read.questions


def _about(page: SurveyPage, survey: Survey, request: HttpRequest) -> opening.About:
    pages = SurveyPage.objects.live().filter(translation_key=survey.key).select_related("locale", "alias_of")
    by_language = {one.locale.language_code: one for one in pages if not is_stand_in(one)}
    source = survey.source
    names = MunicipalitySettings.for_site(site_of(request)).names
    closed, published = source.closes_at, source.last_published_at
    assert closed is not None  # else it would be open
    return opening.About(
        titles={code: one.title for code, one in by_language.items()},
        summaries={code: one.summary for code, one in by_language.items()},
        publisher=dict(names),
        page_url=request.build_absolute_uri((page.url or "") + page.reverse_subpage("open_data")),
        csv_url=request.build_absolute_uri((page.url or "") + page.reverse_subpage("open_file", args=[CSV])),
        language=get_language() or "",
        issued=timezone.localdate(closed),
        modified=timezone.localdate(max(closed, published or closed)),
    )
