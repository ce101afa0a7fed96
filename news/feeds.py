"""News as an Atom feed (RFC 4287)."""

from __future__ import annotations

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from municipality.queries import of_site

from .models import NewsIndexPage, NewsPage
from .queries import shown

LATEST = 30


def atom(index: NewsIndexPage, request: HttpRequest) -> HttpResponse:
    site = index.get_site()
    name = of_site(site).name if site else ""
    address = index.get_full_url(request)
    feed = Atom1Feed(
        title=f"{index.title} – {name}",
        link=address,
        description=index.summary,
        language=index.locale.language_code,
        feed_url=request.build_absolute_uri(),
        author_name=name,
    )
    for page in shown(NewsPage.objects.child_of(index))[:LATEST]:
        feed.add_item(
            title=page.title,
            link=page.get_full_url(request),
            description=page.summary,
            unique_id=f"urn:uuid:{page.translation_key}:{page.locale.language_code}",
            pubdate=_noon(page),
            updateddate=page.updated or _noon(page),
            author_name=page.author or name,
        )
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _noon(page: NewsPage) -> datetime:
    """The day of the news as a moment; first publishing when that was the same day."""
    published = page.first_published_at
    if published and timezone.localdate(published) == page.date:
        return published
    return timezone.make_aware(datetime.combine(page.date, time(12)))
