"""A search as an Atom feed: the newest of what the words meet, narrowed as on the page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.feeds import ITEMS, Entry, atom, key_of
from municipality.queries import of_site

from .forms import read
from .queries import Hit, find


def hits(request: HttpRequest) -> HttpResponse:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    asked = read(request.GET, site_id=site.pk, reader=get_language() or "", now=timezone.now())
    asked_for = request.GET.copy()
    for one in ("page", "order"):  # of the list only
        asked_for.pop(one, None)
    found = find(text=asked.text, narrowing=asked.narrowing, order="newest", limit=ITEMS, exactly=asked.exactly)
    return atom(
        request,
        title=_("Search: %(words)s") % {"words": asked.text},
        url=f"{reverse('search:search')}?{asked_for.urlencode()}",
        author=of_site(site).name,
        entries=(_entry(hit) for hit in found.hits),
    )


def _entry(hit: Hit) -> Entry:
    return Entry(
        key=key_of("search", hit.site_id, hit.kind, hit.object_id),
        title=f"{hit.label}: {hit.plain_title}",
        url=hit.url,
        at=hit.created,
        html=str(hit.snippet),
    )
