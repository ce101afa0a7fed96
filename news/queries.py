"""Reading news. Each call costs a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import get_language
from wagtail.models import Site

from core.pages import open_to_all
from core.versions import version_of
from municipality.models import Theme

from .models import NewsIndexPage, NewsPage

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Choice:
    value: str
    text: str
    selected: bool


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of a list and the filters that made it."""

    page: Leaf[NewsPage]
    themes: tuple[Choice, ...]
    years: tuple[Choice, ...]

    @property
    def filtered(self) -> bool:
        return any(choice.selected for choice in (*self.themes, *self.years))


def shown(pages: Any) -> QuerySet[NewsPage]:
    """Published news, newest first, with what a teaser shows."""
    return (
        open_to_all(pages.live())
        .select_related("locale", "alias_of__locale", "image")
        .prefetch_related("image__renditions")
        .order_by("-date", "-first_published_at", "-pk")
    )


def of_site(site: Site) -> QuerySet[NewsPage]:
    """The municipality's published news in the reader's language."""
    root = version_of(site.root_page)
    return shown(NewsPage.objects.descendant_of(root).filter(locale__language_code=get_language()))


def newest(site: Site, limit: int) -> list[NewsPage]:
    return list(of_site(site)[:limit])


def of_project(site: Site, key: UUID, limit: int = 10) -> list[NewsPage]:
    """The newest news about a project, in the reader's language."""
    return list(of_site(site).filter(project_key=key)[:limit])


def others(page: NewsPage, limit: int = 3, exclude: Collection[int] = ()) -> list[NewsPage]:
    """The newest news beside this one. ``exclude``: ids of pages that are shown already."""
    return list(shown(NewsPage.objects.sibling_of(page, inclusive=False).exclude(pk__in=exclude))[:limit])


def listing(index: NewsIndexPage, wanted: Mapping[str, str]) -> Listing:
    """News below an index page; ``wanted``: ``theme`` (a slug), ``year`` and ``page``. What makes no sense is passed
    over. Six queries."""
    below = NewsPage.objects.child_of(index)
    years = [found.year for found in below.live().dates("date", "year", order="DESC")]
    site = index.get_site()
    themes = list(Theme.objects.filter(site=site, news_newstheme_items__content_object__in=below.live()).distinct())
    theme = next((item for item in themes if item.slug == wanted.get("theme")), None)
    year = next((item for item in years if str(item) == wanted.get("year")), None)
    rows = shown(below)
    if theme:
        rows = rows.filter(theme_links__tag=theme)
    if year:
        rows = rows.filter(date__year=year)
    return Listing(
        page=Paginator(rows, PAGE).get_page(wanted.get("page")),
        themes=_choices(((item.slug, str(item.names)) for item in themes), theme.slug if theme else None),
        years=_choices(((str(item), str(item)) for item in years), str(year) if year else None),
    )


def _choices(options: Iterable[tuple[str, str]], chosen: str | None) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, text=text, selected=value == chosen) for value, text in options)
