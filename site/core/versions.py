"""The reader's version of a page, for many pages at once.

Links in blocks and texts name the page of the language they were written in. Wagtail's `Page.localized` asks the
database for each; here a page's links are looked up together (`prime`), so that a link costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import get_language
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText

_KEY = "_version"


def version_of(page: Page) -> Page:
    """The published page in the reader's language, as specific as ``page`` is; the page itself where there is none."""
    if _KEY not in page.__dict__ or page.__dict__[_KEY][0] != get_language():
        prime([page])
    return page.__dict__[_KEY][1]


def know(page: Page, version: Page) -> None:
    """Say which page is the reader's version, where that is known already."""
    page.__dict__[_KEY] = (get_language(), version)


def prime(pages: Iterable[Page]) -> None:
    """Look up the versions of all of these: one query for each model among them, none for pages in the reader's
    language already."""
    active = Locale.get_active()
    wanted: dict[type[Page], list[Page]] = {}
    for page in pages:
        if page.locale_id == active.pk:
            know(page, page)
        else:
            wanted.setdefault(type(page), []).append(page)
    for model, group in wanted.items():
        keys = {page.translation_key for page in group}
        found = {
            p.translation_key: p
            for p in model._default_manager.filter(translation_key__in=keys, locale=active, live=True)
        }
        for page in group:
            know(page, found.get(page.translation_key, page))


def prime_links(page: Page) -> None:
    """`prime` for every page that a page's blocks refer to."""
    prime(
        target
        for field in page._meta.get_fields()
        if isinstance(field, StreamField)
        for target in _pages_in(getattr(page, field.name))
    )


def _pages_in(value: Any) -> Iterator[Page]:
    """Every page within a block's value."""
    if isinstance(value, Page):
        yield value
    elif isinstance(value, blocks.StreamValue):
        for child in value:
            yield from _pages_in(child.value)
    elif isinstance(value, Mapping):
        for child in value.values():
            yield from _pages_in(child)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes | RichText):
        for child in value:
            yield from _pages_in(child)
