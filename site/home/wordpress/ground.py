"""The municipality that pages are brought to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wagtail.models import Page, Site

from municipality.models import Theme
from news.models import NewsIndexPage


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Front pages and lists of news by language; themes by name in every language and by slug, case-folded."""

    site: Site
    main: str
    homes: Mapping[str, Page]
    news: Mapping[str, Page]
    themes: Mapping[str, Theme]

    def themes_of(self, subjects: tuple[tuple[str, str], ...]) -> tuple[list[Theme], list[str]]:
        """The themes that categories and tags are, and the names of the others."""
        found: dict[int, Theme] = {}
        others = []
        for slug, name in subjects:
            theme = self.themes.get(name.casefold()) or self.themes.get(slug.casefold())
            if theme:
                found[theme.pk] = theme
            else:
                others.append(name or slug)
        return list(found.values()), others


def ground_of(site: Site) -> Ground:
    """A query for each language and a few more."""
    homes = {
        page.locale.language_code: page
        for page in site.root_page.get_translations(inclusive=True).select_related("locale").filter(alias_of=None)
    }
    news = {}
    for code, home in homes.items():
        index = NewsIndexPage.objects.descendant_of(home).filter(alias_of=None).order_by("path").first()
        if index is not None:
            news[code] = index
    themes: dict[str, Theme] = {}
    for theme in Theme.objects.filter(site=site):
        for name in (theme.slug, *theme.names.values()):
            themes.setdefault(name.casefold(), theme)
    return Ground(site=site, main=site.root_page.locale.language_code, homes=homes, news=news, themes=themes)
