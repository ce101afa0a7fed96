"""Rounds and groups side by side, in public: the rounds whose results are public, as those results are."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language

from core.pages import open_to_all

from ..models import SurveyPage
from ..queries import Survey, survey_of
from ..results.groups import groups
from ..results.public import open_questions
from ..results.reading import reading
from ..results.rounds import Terms, rounds
from ..rules import shows_results, whole_days


def compares(survey: Survey) -> bool:
    """Whether there can be something to compare."""
    return bool(survey.source.previous_round or survey.definition.group)


def compared(page: SurveyPage, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    survey = survey_of(page)
    now = timezone.now()
    if survey is None or not compares(survey) or not shows_results(survey.terms, now):
        raise Http404
    today, language = timezone.localdate(now), get_language() or ""

    def terms(one: SurveyPage) -> Terms | None:
        if not (shows_results(one.terms, now) and open_to_all(SurveyPage.objects.live().filter(pk=one.pk)).exists()):
            return None
        return Terms(whole_days(one.terms, now, today), one.least_cell, frozenset(open_questions(one)))

    own, found = terms(survey.source), reading(survey.key)
    if own is None or found is None:
        raise Http404
    more = {
        "survey_page": page,
        "least": survey.source.least_cell,
        "results_url": (page.url or "") + page.reverse_subpage("results"),
        "groups": groups(found, language, least=own.least, before=own.before, closed=own.closed(found)),
        "rounds": rounds(survey.source, language, terms),
    }
    return TemplateResponse(request, "surveys/compare.html", {**context, **more})
