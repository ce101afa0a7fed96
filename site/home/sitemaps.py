"""Every public page of a municipality with its language versions, for search engines (sitemaps.org 0.9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import override
from wagtail.models import Page, Site

from core.pages import is_stand_in
from municipality.models import Area, Theme

MOST = 50_000  # addresses in one file, sitemaps.org


@dataclass(frozen=True, kw_only=True)
class Entry:
    """``versions``: language code and whole address of each real version, this one included."""

    location: str
    changed: datetime | None
    versions: tuple[tuple[str, str], ...]


def entries(site: Site, request: HttpRequest) -> list[Entry]:
    """Published, public pages that are no mere copies in another language, and those of themes and areas. A fixed number of queries."""
    by_key: dict[UUID, list[tuple[Page, str]]] = defaultdict(list)
    for page in _pages(site):
        by_key[page.translation_key].append((page, page.get_full_url(request)))
    found = [entry for versions in by_key.values() for entry in _entries(versions)]
    return [*found, *_subjects(site, request)]


def _pages(site: Site) -> Iterable[Any]:
    found = Page.objects.none()
    for root in site.root_page.get_translations(inclusive=True):
        found |= Page.objects.descendant_of(root, inclusive=True)
    rows = found.live().public().filter(alias_of=None).select_related("locale").order_by("path")[:MOST]
    return [page for page in rows if not is_stand_in(page)]


def _subjects(site: Site, request: HttpRequest) -> Iterator[Entry]:
    """The pages of themes and areas, in every language that the municipality has a front page in."""
    roots = site.root_page.get_translations(inclusive=True).live().filter(alias_of=None)
    codes = list(roots.order_by("path").values_list("locale__language_code", flat=True))
    for one in [*Theme.objects.filter(site=site), *Area.objects.filter(site=site)]:
        versions = tuple((code, request.build_absolute_uri(_address(one, code))) for code in codes)
        for _code, location in versions:
            yield Entry(location=location, changed=None, versions=versions if len(versions) > 1 else ())


def _address(one: Theme | Area, code: str) -> str:
    with override(code):
        return one.get_absolute_url()


def _entries(versions: list[tuple[Page, str]]) -> list[Entry]:
    known = tuple((page.locale.language_code, url) for page, url in versions)
    return [
        Entry(location=url, changed=page.last_published_at, versions=known if len(known) > 1 else ())
        for page, url in versions
    ]
