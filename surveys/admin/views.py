"""A survey's answers in the admin: what is asked of the address, and what answers it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy

from ..results.choosing import Selection
from ..results.crossing import Cross, counts, cross
from ..results.exporting import FORMS
from ..results.groups import group_question
from ..results.places import drawn
from ..results.protecting import small
from ..results.reading import Packs, Reading
from ..results.texts import has_words
from . import exports
from .forms import ResultsForm
from .languages import languages
from .reports import ReportForm
from .shared import head, survey

EXACT = 1  # the fewest people that a figure for staff may be about
STATES = {
    "next": pgettext_lazy("survey", "Not open yet"),
    "now": pgettext_lazy("survey", "Open"),
    "past": pgettext_lazy("survey", "Closed"),
}


def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every question, those for staff only too, up to this moment and as narrowed."""
    page, found = survey(request, key)
    language = get_language() or ""
    form = ResultsForm(request.GET, reading=found, language=language)
    selection = form.selection()
    packs = found.packs(selection=selection)
    results = found.results_of(packs, selection)
    context = {
        "survey_page": page,
        "state": STATES[page.terms.state(timezone.now())],
        "form": form,
        "selection": selection,
        "number": results.number,
        "is_small": small(results.number, page.least_cell),
        "compares": bool(page.previous_round or group_question(found)),
        "results": list(results.told(language, EXACT)),
        "worded": {question.id for question in found.questions if has_words(question)},
        "languages": languages(found, packs, selection, language, EXACT) if form.compares_languages() else None,
        "cross": _cross(packs, form, selection, page.least_cell),
        "query": request.GET.urlencode(),
        "report_form": ReportForm(initial={"told_in": language}),
        "exports": _exports(found, request.GET.urlencode()),
        **head(page),
    }
    return TemplateResponse(request, "surveys/admin/results.html", context)


def _cross(packs: Packs, form: ResultsForm, selection: Selection, least: int) -> Cross | None:
    questions = form.crossed()
    if questions is None:
        return None
    return cross(*questions, counts(*questions, packs.values(), selection.chosen), form.say, least)


def export(request: HttpRequest, key: UUID, form: str) -> HttpResponseBase:
    page, found = survey(request, key)
    if form not in FORMS:
        raise Http404
    return exports.respond(request, page, found, form)


def _exports(found: Reading, query: str) -> list[tuple[str, Any]]:
    """Addresses that carry what was narrowed, and their names."""
    forms = [form for form in FORMS if form != "geojson" or drawn(found.questions)]
    ending = f"?{query}" if query else ""
    return [(reverse("survey_results:export", args=[found.key, form]) + ending, FORMS[form]) for form in forms]
