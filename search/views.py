"""The search page: one box over everything that is published here."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .choices import chosen_filters, facet_groups, language_name
from .forms import MOST_LETTERS, Asked, read
from .queries import MOST, Results, find

PER_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    asked = read(request.GET, site_id=site.pk, reader=get_language() or "", now=timezone.now())
    results = find(text=asked.text, narrowing=asked.narrowing, order=asked.order, page=asked.page, limit=PER_PAGE)
    groups = facet_groups(results.facets, asked.narrowing, at_least=results.at_least)
    words = results.words[:6] if len(results.words) > 1 else ()
    context = {
        "asked": asked,
        "results": results,
        "page_of_hits": Paginator(range(results.total), PER_PAGE).page(results.page),
        "facet_groups": groups,
        "chosen": chosen_filters(groups, request.GET),
        "clear_url": asked.link(q=asked.text),
        "elsewhere": _elsewhere(asked, results),
        "meant": [{"text": text, "url": asked.link(q=text)} for text in results.meant],
        "single_words": [{"text": word, "url": asked.link(q=word)} for word in words],
        "kept": {
            "box": asked.hidden("kind", "theme", "language", "time", "order"),
            "facets": asked.hidden("q", "order"),
            "sort": asked.hidden("q", "kind", "theme", "language", "time"),
        },
        "orders": [("relevance", _("Best match first")), ("newest", _("Newest first"))],
        "most": MOST,
        "most_letters": MOST_LETTERS,
    }
    return render(request, "search/search.html", context)


def _elsewhere(asked: Asked, results: Results) -> list[dict[str, str | int]]:
    """Languages in which the same words give something when the chosen ones give nothing."""
    if results.total:
        return []
    return [
        {"code": code, "name": language_name(code), "count": number, "url": asked.link(q=asked.text, language=code)}
        for code, number in sorted(results.facets.languages.items())
    ]
