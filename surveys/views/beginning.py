"""The first page of questions, which stands wherever the survey is shown; sending it begins a draft."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.strong import asking
from accounts.strong import visit as identity
from accounts.strong.queries import is_offered
from accounts.strong.rules import why_not
from core.refusal import Refusal
from core.text import tidy_line

from .. import actions, queries
from ..engine.flow import walk
from ..engine.serial import to_json
from ..forms import AnswerForm, CodeForm
from ..making import as_saved, site_of, to_try
from ..models import SurveyPage, Version
from ..posted import typed_in
from ..present import Sheet, Teller, sheet
from ..queries import Survey, person_took_part, survey_of, took_part
from ..quotas import FULL, WHOLE, Pair, judged
from ..rules import DRAFT_DAYS, Audience, prints_form, shows_results, why_not_answer
from .answering import keep_page, onwards
from .files import brings_files, without_files
from .shared import LATER, Visit, answered_cookie, first, frame, private, survey_or_404

NOT_OFFERED = Refusal(
    "not_offered",
    _("This survey is answered strongly identified, which cannot be done here just now. Come back later."),
)


# On another page, what that page says by the same names would be taken for the survey's.
NOTHING_SAID: dict[str, Any] = dict.fromkeys(
    ("survey", "sheet", "stops", "full", "code_form", "fact", "answered", "back")
)


def page_context(page: SurveyPage, request: HttpRequest) -> dict[str, Any]:
    """What the survey's own page shows: the first questions, or why there are none."""
    return _around(page, survey_of(page), request)


def preview_context(page: SurveyPage, request: HttpRequest) -> dict[str, Any]:
    """As `page_context`, of a draft: the first questions that it would ask, open or not."""
    survey = _drafted(page)
    context = _around(page, survey, request)
    if survey is not None and not context["sheet"]:
        context["sheet"] = _first_sheet(survey, secrets.token_hex(8), frozenset())
    return context


def _around(page: SurveyPage, survey: Survey | None, request: HttpRequest) -> dict[str, Any]:
    around = {**NOTHING_SAID, "survey_page": page, "draft_days": DRAFT_DAYS}
    return {**around, **begin_context(survey, request)} if survey else {**around, "state": "none"}


def _drafted(page: SurveyPage) -> Survey | None:
    """As if the page were published as it is, and its other languages as they were last saved; nothing of it is kept."""
    saved = {one.locale.language_code: one for one in as_saved(page.translation_key)}
    saved[page.locale.language_code] = page
    source = saved.get(settings.LANGUAGE_CODE)
    site = site_of(source)
    if source is None or site is None:
        return None
    definition = to_json(to_try(list(saved.values())))
    key, now = page.translation_key, timezone.now()
    version = Version(survey_key=key, site=site, number=0, definition=definition, made_at=now)
    return Survey(page=page, source=source, version=version)


def begin_context(survey: Survey, request: HttpRequest) -> dict[str, Any]:
    """For ``surveys/begin.html``, on any page."""
    now = timezone.now()
    context: dict[str, Any] = {
        "survey": survey,
        "state": survey.terms.state(now),
        "answered": has_answered(survey, request),
        "results_url": _below(survey.page, "results") if shows_results(survey.terms, now) else "",
        "print_url": _below(survey.page, "print") if prints_form(survey.terms, now) else "",
    }
    if survey.terms.audience == Audience.STRONG:
        context |= {"fact": identity.fact(request), "identify_url": asking.url_of(survey.page.get_url(request) or "")}
    if context["state"] != "now" or context["answered"]:
        return context
    full = queries.full(survey)
    if WHOLE in full:
        context["full"] = FULL
    elif survey.terms.audience == Audience.CODE:
        context["code_form"] = CodeForm()
    elif survey.terms.audience == Audience.STRONG and (stops := why_not_begin(survey, request)):
        context["stops"] = stops
    else:
        seed = secrets.token_hex(8)
        context |= {"sheet": _first_sheet(survey, seed, full), "seed": seed, "beginning": True}
    return context


def has_answered(survey: Survey, request: HttpRequest) -> str:
    """Who has answered already, as far as is known: the «browser», the «account», the «person», or nobody."""
    if survey.terms.once_a_browser and answered_cookie(survey.key) in request.COOKIES:
        return "browser"
    if survey.terms.audience == Audience.STRONG:
        fact = identity.fact(request)
        return "person" if fact and person_took_part(survey.key, fact.mark) else ""
    asks = survey.terms.audience == Audience.ACCOUNT
    return "account" if asks and took_part(survey.key, request.user.pk) else ""


def why_not_begin(survey: Survey, request: HttpRequest) -> Refusal | None:
    """Why somebody cannot begin where strong identification is asked: it is not theirs to answer, or nobody can identify
    now. Who is not identified yet begins, and is asked after the first page."""
    if survey.terms.audience != Audience.STRONG:
        return None
    if fact := identity.fact(request):
        return why_not(fact, survey.terms.limits)
    return None if is_offered(survey.version.site_id) else NOT_OFFERED


def _below(page: SurveyPage, name: str) -> str:
    return (page.url or "") + page.reverse_subpage(name)


def _first_sheet(survey: Survey, seed: str, full: frozenset[Pair]) -> Sheet | None:
    tell = Teller(definition=survey.definition, walked=walk(survey.definition, {}), language=survey.language)
    if not tell.walked.leaves:
        return None
    return sheet(tell.walked.leaves[0], tell, {}, seed=seed, wrong={}, full=full, guard=AnswerForm())


@private
def begin(request: HttpRequest, key: UUID) -> HttpResponse:
    """Whoever comes without the form sees the survey's page."""
    survey = survey_or_404(request, key)
    if request.method != "POST" or not (leaves := walk(survey.definition, {}).leaves):
        return redirect(survey.page.url or "/")
    if survey.terms.audience == Audience.CODE or has_answered(survey, request):
        return redirect(survey.page.url or "/")
    questions = leaves[0].page.questions
    typed = without_files(questions, typed_in(questions, request.POST))
    full = queries.full(survey)
    walked = judged(walk(survey.definition, typed), survey.definition, full)
    leaf = walked.leaves[0]
    later = request.POST.get("go") == LATER
    wrong = {} if later else {name: walked.wrong[name] for name in typed if name in walked.wrong}
    guard, seed = AnswerForm(request.POST), tidy_line(request.POST.get("seed", ""))[:32]
    refusal = why_not_answer(survey.terms, timezone.now()) or (
        FULL if WHOLE in full else why_not_begin(survey, request)
    )
    if refusal:
        messages.error(request, str(refusal))
        return redirect(survey.page.url or "/")
    brings = brings_files(questions, request.FILES)
    if (wrong and not brings) or not (guard.is_valid() and guard.lets_through(request)):
        tell = Teller(definition=survey.definition, walked=walked, language=survey.language)
        shown = sheet(leaf, tell, typed, seed=seed, wrong=wrong, full=full, guard=guard)
        return _again(request, survey, shown, seed)
    draft, link = actions.begin(
        version=survey.version,
        terms=survey.terms,
        answers=typed,
        language=survey.language,
        seed=seed,
        now=timezone.now(),
    )
    found = Visit(survey, draft, link, survey.definition)
    if brings:
        return keep_page(request, found, leaf, typed, later=later)
    onward = onwards(request, found, walked, leaf.id, shown=set(typed), later=later)
    return first(request, found, onward.url) or onward


def _again(request: HttpRequest, survey: Survey, shown: Sheet, seed: str) -> HttpResponse:
    context = {**frame(survey), "sheet": shown, "seed": seed, "beginning": True}
    return render(request, "surveys/step.html", context)
