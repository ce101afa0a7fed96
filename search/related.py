"""What one page leads on to: the municipality's own pages in the same language whose headings say nearly the same."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.utils.translation import get_language
from wagtail.models import Site

from . import registry
from .analysis import VERSION
from .entries import filter_token
from .models import Entry
from .pages import kinds_of_pages
from .similar import Like, similar

MOST = 4
ENOUGH = 0.42  # of likeness: a page may lead on to what is less like it than a proposal that could be spared
LOOKED_AT = 8  # some may have gone since they were looked for


@dataclass(frozen=True, kw_only=True)
class Related:
    """``label`` says what it is («News item»)."""

    object_id: int
    title: str
    url: str
    label: str


def related(page: Any, site: Site | None, *, exclude: Collection[UUID] = ()) -> list[Related]:
    """At most four published pages that anybody may read, the likest first; none where none is like enough, and none
    beside a page that is shown in another language than the reader's. One query where there are any, and five to seven
    more when it is not kept.
    ``exclude``: translation keys of pages that are shown already."""
    language = get_language() or ""
    if site is None or page.content_language != language:
        return []
    found = kept(f"{page.pk} {language} {page.title}", lambda: _like(page, site.pk, language))
    rows = Entry.objects.in_bulk([like.row_id for like in found]) if found else {}
    here = {str(key) for key in (page.translation_key, *exclude)}
    shown = [rows[like.row_id] for like in found if like.row_id in rows and rows[like.row_id].key not in here]
    return [
        Related(
            object_id=row.object_id,
            title=row.title,
            url=registry.url(row.kind, row.path),
            label=registry.label(row.kind),
        )
        for row in shown[:MOST]
    ]


def kept(about: str, look: Callable[[], list[Like]]) -> list[Like]:
    """What is like the thing that ``about`` tells apart, kept in the process for ten minutes. What is shown of them has to
    be read each time, so that what has gone meanwhile is left out."""
    key, cache = blake2b(f"{VERSION} {about}".encode(), digest_size=16).hexdigest(), caches["related"]
    found: list[Like] | None = cache.get(key)
    if found is None:
        cache.set(key, found := look())
    return found


def _like(page: Any, site_id: int, language: str) -> list[Like]:
    area, project = page.search_area_id(), page.search_project_key()
    near = [filter_token("t", theme) for theme in page.search_theme_ids()]
    near += [filter_token("a", area)] if area else []
    near += [filter_token("p", project.hex)] if project else []
    return similar(
        title=page.title,
        site_id=site_id,
        kinds=kinds_of_pages(),
        limit=LOOKED_AT,
        language=language,
        near=near,
        enough=ENOUGH,
        both_ways=True,
        exclude=[page.pk],
    )
