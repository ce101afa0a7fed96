"""What happened to anything that can be followed, as Atom."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape
from wagtail.models import Site

from core.feeds import ITEMS, Entry, atom, key_of
from municipality.queries import of_site

from . import queries, topics
from .topics import PERSON, Topic


def events(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    site, topic = Site.find_for_request(request), Topic(kind, key)
    shown = topics.shown(site.pk, [topic]).get(topic) if site and kind != PERSON else None
    if site is None or shown is None:
        raise Http404
    return atom(
        request,
        title=f"{shown.title} – {of_site(site).name}",
        url=shown.url,
        entries=(_entry(one) for one in queries.events_about(site, [topic], limit=ITEMS)),
        author=of_site(site).name,
    )


def _entry(news: queries.News) -> Entry:
    quote = f"<blockquote>{escape(news.line.quote)}</blockquote>" if news.line.quote else ""
    return Entry(
        key=key_of("event", news.event.site_id, news.event.pk),
        title=news.line.text,
        url=news.line.url,
        at=news.at,
        html=quote,
    )
