"""A survey's answers in the admin: what is asked of the address, and what answers it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from ..models import SurveyPage
from ..results.choosing import Selection
from ..results.crossing import Counts, Cross, counts, cross
from ..results.exporting import FORMS
from ..results.places import drawn
from ..results.protecting import small
from ..results.reading import Reading, reading
from . import exports
from .forms import ResultsForm
from .policy import visible_to

EXACT = 1  # the fewest people that a figure for staff may be about
STATES = {
    "next": pgettext_lazy("survey", "Not open yet"),
    "now": pgettext_lazy("survey", "Open"),
    "past": pgettext_lazy("survey", "Closed"),
}


def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every question, those for staff only too, up to this moment and as narrowed."""
    page, found = _survey(request, key)
    language = get_language() or ""
    form = ResultsForm(request.GET, reading=found, language=language)
    selection = form.selection()
    results = found.results(selection=selection)
    context = {
        "survey_page": page,
        "state": STATES[page.terms.state(timezone.now())],
        "form": form,
        "selection": selection,
        "number": results.number,
        "is_small": small(results.number, page.least_cell),
        "results": list(results.told(language, EXACT)),
        "cross": _cross(found, form, selection, page.least_cell),
        "exports": _exports(found, request.GET.urlencode()),
        **_head(page),
    }
    return TemplateResponse(request, "surveys/admin/results.html", context)


def _cross(found: Reading, form: ResultsForm, selection: Selection, least: int) -> Cross | None:
    questions = form.crossed()
    if questions is None:
        return None
    first, second = questions

    def count() -> Counts:
        return counts(first, second, (answers for _version, answers in found.answers(selection=selection)))

    counted = found.remembered(f"{first.id} by {second.id}", None, selection, count)
    return cross(first, second, counted, form.say, least)


def export(request: HttpRequest, key: UUID, form: str) -> HttpResponseBase:
    page, found = _survey(request, key)
    if form not in FORMS:
        raise Http404
    return exports.respond(request, page, found, form)


def _survey(request: HttpRequest, key: UUID) -> tuple[SurveyPage, Reading]:
    """Raises Http404 for one whose answers the person may not see."""
    page = get_object_or_404(visible_to(request.user).select_related("locale"), translation_key=key)
    found = reading(key)
    if found is None:
        raise Http404
    return page, found


def _exports(found: Reading, query: str) -> list[tuple[str, Any]]:
    """Addresses that carry what was narrowed, and their names."""
    forms = [form for form in FORMS if form != "geojson" or drawn(found.questions)]
    ending = f"?{query}" if query else ""
    return [(reverse("survey_results:export", args=[found.key, form]) + ending, FORMS[form]) for form in forms]


def _head(page: SurveyPage) -> dict[str, Any]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    above = {"url": reverse("survey_results:index"), "label": _("Answers to surveys")}
    return {
        "header_title": page.title,
        "page_title": page.title,
        "header_icon": "form",
        "breadcrumbs_items": [home, above, {"url": "", "label": page.title}],
    }
