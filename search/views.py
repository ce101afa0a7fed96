"""The search page: one box over everything that is published here."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from core.maps import Point
from core.pace import too_fast
from core.text import tidy_line

from . import registry
from .choices import chosen_filters, facet_groups, language_name, subject_links
from .forms import MOST_LETTERS, NARROWED, Asked, read
from .others import other_languages
from .queries import MOST, Results, find
from .suggest import Suggestion, suggest
from .tuning.counting import count, count_click
from .tuning.pins import pinned

PER_PAGE = 10
REMEMBERED = 60  # seconds that a browser, or a cache on the way, may keep suggestions


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    reader, today = get_language() or "", timezone.localdate()
    asked = read(request.GET, site_id=site.pk, reader=reader, now=timezone.now())
    results = find(
        text=asked.text,
        narrowing=asked.narrowing,
        order=asked.order,
        page=asked.page,
        limit=PER_PAGE,
        exactly=asked.exactly,
    )
    is_first = asked.page == 1 and not any(asked.hidden(*NARROWED, "order", "exactly"))
    if is_first and results.words:
        count(request, site_id=site.pk, language=reader, text=asked.text, hits=results.total, today=today)
    groups = facet_groups(results.facets, asked.narrowing, at_least=results.at_least)
    words = results.words[:6] if len(results.words) > 1 else ()
    context = {
        "asked": asked,
        "results": results,
        "page_of_hits": Paginator(range(results.total), PER_PAGE).page(results.page),
        "pinned": pinned(results.terms, site=site, reader=reader, today=today) if is_first and results.words else [],
        "facet_groups": groups,
        "chosen": chosen_filters(groups, request.GET),
        "clear_url": asked.link(q=asked.text),
        "elsewhere": _elsewhere(asked, results),
        "others": other_languages(asked.text, asked.narrowing, results.hits)
        if results.total and asked.page == 1
        else [],
        "points": _points(results),
        "also_url": asked.link(q=asked.text, exactly="1"),
        "ways": [] if results.total else registry.ways_on(site.pk, timezone.now()),
        "subjects": [] if results.total else subject_links(site.pk),
        "meant": [{"text": text, "url": asked.link(q=text)} for text in results.meant],
        "single_words": [{"text": word, "url": asked.link(q=word)} for word in words],
        "kept": {
            "box": asked.hidden(*NARROWED, "order"),
            "facets": asked.hidden("q", "order", "exactly"),
            "sort": asked.hidden("q", *NARROWED, "exactly"),
        },
        "orders": [("relevance", _("Best match first")), ("newest", _("Newest first"))],
        "most": MOST,
        "most_letters": MOST_LETTERS,
    }
    return render(request, "search/search.html", context)


def _points(results: Results) -> list[Point]:
    """The hits of the page that have a place."""
    return [
        Point(
            lat=hit.place[0],
            lon=hit.place[1],
            label=hit.plain_title,
            url=hit.url,
            state="now" if hit.standing == "open" else "past",
        )
        for hit in results.hits
        if hit.place
    ]


def _elsewhere(asked: Asked, results: Results) -> list[dict[str, str | int]]:
    """Languages in which the same words give something when the chosen ones give nothing."""
    if results.total:
        return []
    return [
        {"code": code, "name": language_name(code), "count": number, "url": asked.link(q=asked.text, language=code)}
        for code, number in sorted(results.facets.languages.items())
    ]


@csrf_exempt  # it only counts
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """A hit was opened: told by `static/js/searched.js`, where there is JavaScript."""
    site = Site.find_for_request(request)
    if site is not None:
        text = tidy_line(request.POST.get("q", ""))[:MOST_LETTERS]
        count_click(request, site_id=site.pk, language=get_language() or "", text=text, today=timezone.localdate())
    return HttpResponse(status=204)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What to suggest for the words typed so far: the same for everybody."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    if too_fast(request, "suggest"):
        return JsonResponse({"suggestions": [], "said": ""}, status=429)
    reader = get_language() or ""
    typed = tidy_line(request.GET.get("q", ""))[:MOST_LETTERS]
    found = suggest(text=typed, site_id=site.pk, reader=reader)
    answer = {"suggestions": [_as_json(one, reader) for one in found], "said": _number_said(len(found))}
    return JsonResponse(answer, headers={"Cache-Control": f"public, max-age={REMEMBERED}", "X-Robots-Tag": "noindex"})


def _as_json(one: Suggestion, reader: str) -> dict[str, object]:
    lang = "" if one.language == reader else one.language
    return {"title": one.pieces, "kind": one.label, "url": one.url, "lang": lang}


def _number_said(number: int) -> str:
    if not number:
        return _("No suggestions. Enter searches for what you have written.")
    return ngettext(
        "%(number)s suggestion. Look through them with the arrow keys.",
        "%(number)s suggestions. Look through them with the arrow keys.",
        number,
    ) % {"number": number}
