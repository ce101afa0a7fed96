"""Atom feeds (RFC 4287): only what everyone may read, and nothing sent again to a reader that has it already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language

ITEMS = 30  # the newest so many entries
FRESH = 300  # seconds that a reader need not ask again


@dataclass(frozen=True, kw_only=True)
class Entry:
    """``key`` names the entry for good, whatever becomes of its address (``urn:uuid:…`` or ``tag:…``). ``html`` is
    safe HTML. ``url`` may begin with a slash."""

    key: str
    title: str
    url: str
    at: datetime
    updated: datetime | None = None
    html: str = ""
    author: str = ""


def key_of(*parts: object) -> str:
    """A key made of what tells the entry from every other."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join(str(part) for part in parts))}"


def atom(
    request: HttpRequest, *, title: str, url: str, entries: Iterable[Entry], subtitle: str = "", author: str = ""
) -> HttpResponse:
    """The feed, or «not modified» (RFC 9110, 13). ``url``: the page that shows the same; ``author``: of entries that
    name nobody."""
    made = list(entries)
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(url),
        description=subtitle,
        language=get_language() or "",
        feed_url=request.build_absolute_uri(),
        author_name=author or title,
    )
    for entry in made:
        feed.add_item(
            title=entry.title,
            link=request.build_absolute_uri(entry.url),
            description=entry.html or "",
            unique_id=entry.key,
            pubdate=entry.at,
            updateddate=entry.updated or entry.at,
            author_name=entry.author or None,
        )
    return _answer(request, feed, max((entry.updated or entry.at for entry in made), default=None))


def _answer(request: HttpRequest, feed: Atom1Feed, newest: datetime | None) -> HttpResponse:
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"' if newest else None
    modified = int(newest.timestamp()) if newest else None
    if etag:
        response["ETag"] = etag
    if modified:
        response["Last-Modified"] = http_date(modified)
    patch_cache_control(response, public=True, max_age=FRESH)
    answer = get_conditional_response(request, etag, modified, response)
    return answer if isinstance(answer, HttpResponse) else response
