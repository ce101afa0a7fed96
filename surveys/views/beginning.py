"""The first page of questions, which stands wherever the survey is shown; sending it begins a draft."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from .. import actions
from ..engine.flow import walk
from ..forms import AnswerForm
from ..models import SurveyPage
from ..present import Sheet, Teller, sheet, typed_in
from ..queries import Survey, survey_of
from ..rules import DRAFT_DAYS, why_not_answer
from .answering import onwards
from .shared import LATER, Visit, answered_cookie, frame, private, survey_or_404


def page_context(page: SurveyPage, request: HttpRequest) -> dict[str, Any]:
    """What the survey's own page shows: the first questions, or why there are none."""
    survey = survey_of(page)
    around = {"survey_page": page, "draft_days": DRAFT_DAYS}
    return {**around, **begin_context(survey, request)} if survey else {**around, "state": "none"}


def begin_context(survey: Survey, request: HttpRequest) -> dict[str, Any]:
    """For ``surveys/begin.html``, on any page."""
    now = timezone.now()
    context: dict[str, Any] = {
        "survey": survey,
        "state": survey.terms.state(now),
        "answered": survey.terms.once and answered_cookie(survey.key) in request.COOKIES,
    }
    if context["state"] == "now" and not context["answered"]:
        seed = secrets.token_hex(8)
        context |= {"sheet": _first_sheet(survey, seed), "seed": seed, "beginning": True}
    return context


def _first_sheet(survey: Survey, seed: str) -> Sheet | None:
    tell = Teller(definition=survey.definition, walked=walk(survey.definition, {}), language=survey.language)
    if not tell.walked.leaves:
        return None
    return sheet(tell.walked.leaves[0], tell, {}, seed=seed, wrong={}, guard=AnswerForm())


@private
def begin(request: HttpRequest, key: UUID) -> HttpResponse:
    """Whoever comes without the form sees the survey's page."""
    survey = survey_or_404(request, key)
    if request.method != "POST" or not (leaves := walk(survey.definition, {}).leaves):
        return redirect(survey.page.url or "/")
    if survey.terms.once and answered_cookie(survey.key) in request.COOKIES:
        return redirect(survey.page.url or "/")
    typed = typed_in(leaves[0].page.questions, request.POST)
    walked = walk(survey.definition, typed)
    leaf = walked.leaves[0]
    later = request.POST.get("go") == LATER
    wrong = {} if later else {name: walked.wrong[name] for name in typed if name in walked.wrong}
    guard, seed = AnswerForm(request.POST), request.POST.get("seed", "")[:32]
    if refusal := why_not_answer(survey.terms, timezone.now()):
        messages.error(request, str(refusal))
        return redirect(survey.page.url or "/")
    if wrong or not (guard.is_valid() and guard.lets_through(request)):
        tell = Teller(definition=survey.definition, walked=walked, language=survey.language)
        shown = sheet(leaf, tell, typed, seed=seed, wrong=wrong, guard=guard)
        return _again(request, survey, shown, seed)
    draft, link = actions.begin(
        version=survey.version,
        terms=survey.terms,
        answers=typed,
        language=survey.language,
        seed=seed,
        now=timezone.now(),
    )
    return onwards(
        request, Visit(survey, draft, link, survey.definition), walked, leaf.id, shown=set(typed), later=later
    )


def _again(request: HttpRequest, survey: Survey, shown: Sheet, seed: str) -> HttpResponse:
    context = {**frame(survey), "sheet": shown, "seed": seed, "beginning": True}
    return render(request, "surveys/step.html", context)
