"""Answers to a question that stand on the map: gathered, as darker squares, or as they were drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core.maps import WIDTH, Box, Bunch, Line, Point, counted_in, extent_of, gathered
from municipality.models import Area
from municipality.queries import of_site

from ..engine.definition import Question
from ..engine.kinds import ON_A_MAP
from ..engine.texts import say
from ..models import SurveyPage
from ..results.mapping import heat, places, squares
from ..results.reading import Reading
from ..rules import whole_days
from .forms import ResultsForm
from .shared import head, survey

SHAPE = "wide"
WIDEST, TALLEST = 4_000, 4  # pixels; times as high as wide
MOST_DRAWN = 500  # routes on one map; by their random keys, so that they are a sample of more


def _asked(request: HttpRequest, key: UUID, question: str) -> tuple[SurveyPage, Reading, Question, ResultsForm]:
    """Raises Http404 for a question that has no map."""
    page, found = survey(request, key)
    asked = next((one for one in found.questions if one.id == question and one.kind in ON_A_MAP), None)
    if asked is None:
        raise Http404
    return page, found, asked, ResultsForm(request.GET, reading=found, language=get_language() or "")


@require_safe
def show(request: HttpRequest, key: UUID, question: str) -> HttpResponse:
    """Whole days only, as when answers are taken out: a place is a row."""
    page, found, asked, form = _asked(request, key, question)
    site = Site.objects.get(pk=found.site_id)
    areas, bounds = list(Area.objects.filter(site=site)), of_site(site).map["bounds"]
    context: dict[str, Any] = {
        "survey_page": page,
        "asked": asked,
        "form": form,
        "areas": areas,
        "bounds": bounds,
        "shape": SHAPE,
        "is_dense": request.GET.get("view") == "dense",
        "view_urls": [_url("places", found, question, request.GET, view=view) for view in ("", "dense")],
        **head(page, say(asked.title, get_language() or "", found.newest.language)),
    }
    if asked.kind == "route":
        context["lines"] = list(islice(_lines(page, found, asked, form), MOST_DRAWN))
    elif context["is_dense"]:
        context["heat"] = heat(squares(_places(page, found, asked, form)), found.site_id, 1, exact=True)
    else:
        box = Box.read(request.GET.get("box", ""))
        marks = [(lon, lat) for _person, lon, lat in _places(page, found, asked, form)]
        extent = extent_of(areas=areas, bounds=box.edges if box else bounds, shape=SHAPE) or extent_of(
            points=[Point(lon=lon, lat=lat, label="") for lon, lat in marks], shape=SHAPE
        )
        context |= {
            "number": len(marks),
            "extent": extent,
            "data": _url("places_data", found, question, request.GET),
            "everywhere": _url("places", found, question, request.GET) if box else "",
            **(_marks(marks, extent, WIDTH, found, question, request.GET) if extent else {}),
        }
    return TemplateResponse(request, "surveys/admin/places.html", context)


@require_safe
def data(request: HttpRequest, key: UUID, question: str) -> JsonResponse:
    """The same for a map that has been moved: ``seen`` is its box, ``width`` how many pixels wide it is."""
    page, found, asked, form = _asked(request, key, question)
    seen, width = Box.read(request.GET.get("seen", "")), request.GET.get("width", "")
    if (
        seen is None
        or not re.fullmatch(r"[1-9][0-9]{1,4}", width)
        or seen.north - seen.south > TALLEST * (seen.east - seen.west)
    ):
        return JsonResponse({"error": "seen=west,south,east,north&width=pixels"}, status=400)
    pixels = float(min(int(width), WIDEST))
    marks = [(lon, lat) for _person, lon, lat in _places(page, found, asked, form)]
    shown = _marks(marks, seen.edges, pixels, found, question, request.GET)
    points, bunches = shown["points"], shown["bunches"]
    answer = {
        "said": _said(len(points) + sum(bunch.number for bunch in bunches)),
        "list": _url("places", found, question, request.GET, box=str(counted_in(seen.edges, width=pixels))),
        "points": [{"at": [p.lat, p.lon], "label": p.label, "url": p.url, "state": p.state} for p in points],
        "bunches": [
            {"at": [b.lat, b.lon], "number": b.number, "label": b.label, "url": b.url, "box": b.box.edges}
            for b in bunches
        ],
    }
    return JsonResponse(answer)


def _places(page: SurveyPage, found: Reading, asked: Question, form: ResultsForm) -> Any:
    selection, now = form.selection(), timezone.now()
    packs = found.packs(whole_days(page.terms, now, timezone.localdate(now)), selection)
    return places(packs.values(), asked.id, selection.chosen)


def _lines(page: SurveyPage, found: Reading, asked: Question, form: ResultsForm) -> Iterator[Line]:
    now = timezone.now()
    for row in found.rows(whole_days(page.terms, now, timezone.localdate(now)), form.selection()):
        if points := (row.answers.get(asked.id) or {}).get("points"):
            yield Line(points=points, closed=bool(asked.limit("closed", 0)))


def _marks(
    marks: Sequence[tuple[float, float]],
    extent: Sequence[float],
    width: float,
    found: Reading,
    question: str,
    query: QueryDict,
) -> dict[str, Any]:
    clusters = gathered(marks, extent, width=width)
    zoom = _("%(number)s places, zoom in")
    return {
        "points": [Point(lon=one.lon, lat=one.lat, label=_said(1)) for one in clusters if one.number == 1],
        "bunches": [
            Bunch(
                lon=one.lon,
                lat=one.lat,
                number=one.number,
                label=zoom % {"number": one.number},
                url=_url("places", found, question, query, box=str(one.box)),
                box=one.box,
            )
            for one in clusters
            if one.number > 1
        ],
    }


def _said(number: int) -> str:
    return ngettext("%(number)s place on the map", "%(number)s places on the map", number) % {"number": number}


def _url(name: str, found: Reading, question: str, query: QueryDict, **more: str) -> str:
    """With what is narrowed; ``more``: what else the address says."""
    params = query.copy()
    for old in ("box", "view", "seen", "width"):
        params.pop(old, None)
    params.update({key: value for key, value in more.items() if value})
    url = reverse(f"survey_results:{name}", args=[found.key, question])
    return f"{url}?{params.urlencode(safe=',')}" if params else url
