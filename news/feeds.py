"""News as an Atom feed."""

from __future__ import annotations

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.feeds import ITEMS, Entry, atom
from municipality.queries import of_site

from .models import NewsIndexPage, NewsPage
from .queries import shown


def news(index: NewsIndexPage, request: HttpRequest) -> HttpResponse:
    site = index.get_site()
    name = of_site(site).name if site else ""
    return atom(
        request,
        title=f"{index.title} – {name}",
        url=index.get_full_url(request) or "",
        subtitle=index.summary,
        author=name,
        entries=(_entry(page, request) for page in shown(NewsPage.objects.child_of(index))[:ITEMS]),
    )


def _entry(page: NewsPage, request: HttpRequest) -> Entry:
    return Entry(
        key=f"urn:uuid:{page.translation_key}:{page.locale.language_code}",
        title=page.title,
        url=page.get_full_url(request) or "",
        at=_noon(page),
        updated=page.updated,
        html=page.summary,
        author=page.author,
    )


def _noon(page: NewsPage) -> datetime:
    """The day of the news as a moment; first publishing when that was the same day."""
    published = page.first_published_at
    if published and timezone.localdate(published) == page.date:
        return published
    return timezone.make_aware(datetime.combine(page.date, time(12)))
