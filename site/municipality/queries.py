"""What every page shows of its municipality, kept in memory until it changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from wagtail.models import Page, Site

from core.pages import written_in

from . import colours, destinations
from .models import Alert, FooterLink, MenuItem, MunicipalitySettings
from .models.links import LinkMixin


@dataclass(frozen=True, kw_only=True)
class Link:
    """``language`` is that of the words when it is not the reader's; ``current``: the reader is there or below."""

    label: str
    url: str
    language: str | None = None
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """A municipality in one language, as pages show it. ``settings`` is its row.

    ``theme_url`` is empty when the colours are the face's own.
    """

    site: Site
    settings: MunicipalitySettings
    name: str
    official_name: str
    home_url: str
    theme_url: str
    menu: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    rules: Link | None
    privacy: Link | None
    accessibility: Link | None
    alerts: tuple[Alert, ...]

    @property
    def logo_svg(self) -> SafeString:
        return mark_safe(self.settings.logo_svg)  # noqa: S308  cleaned by municipality.logo when saved

    @property
    def logo_url(self) -> str:
        return self.settings.logo.url if self.settings.logo and not self.settings.logo_svg else ""

    @property
    def logo_width(self) -> int:
        """Pixels, for a height of 34."""
        return self.settings.logo_width or 34

    @property
    def default_image(self) -> Any:
        return self.settings.default_image

    @property
    def share_services(self) -> Sequence[str]:
        return self.settings.share_services or ()

    @property
    def map(self) -> dict[str, Any]:
        """``bounds`` as west, south, east, north in degrees, or ``None``; ``tiles`` and ``attribution`` may be empty."""
        row = self.settings
        edges = [row.map_west, row.map_south, row.map_east, row.map_north]
        bounds = [float(edge) for edge in edges if edge is not None]
        return {
            "bounds": bounds if len(bounds) == 4 else None,
            "tiles": row.map_tiles,
            "attribution": row.map_attribution,
        }

    def seen(self, path: str, now: datetime) -> Municipality:
        """As shown on a page: where the reader is in the menu, and the disruptions of now."""
        menu = tuple(replace(link, current=self._is_at(link, path)) for link in self.menu)
        return replace(self, menu=menu, alerts=tuple(alert for alert in self.alerts if alert.is_shown(now)))

    def _is_at(self, link: Link, path: str) -> bool:
        target = link.url.partition("#")[0]
        if "#" in link.url or target == self.home_url:
            return "#" not in link.url and path == target
        return path.startswith(target)


_kept: dict[tuple[int, str], tuple[UUID, Municipality]] = {}


def of_site(site: Site, language: str | None = None) -> Municipality:
    """The municipality in a language (now's by default). One query when nothing has changed since last asked."""
    language = language or get_language() or ""
    version = MunicipalitySettings.objects.filter(site_id=site.pk).values_list("version", flat=True).first()
    kept = _kept.get((site.pk, language))
    if kept and kept[0] == version:
        return kept[1]
    with override(language):
        built = _build(site, language)
    if version is not None:
        _kept[site.pk, language] = (version, built)
    return built


def here(request: HttpRequest, site: Site) -> Municipality:
    """The same for the page that is asked for: one query a request, whoever asks."""
    known: dict[str, Municipality] = request.__dict__.setdefault("_municipality", {})
    language = get_language() or ""
    if language not in known:
        known[language] = of_site(site, language)
    return known[language]


def _build(site: Site, language: str) -> Municipality:
    row = MunicipalitySettings.objects.select_related("default_image").filter(site=site).first()
    row = row or MunicipalitySettings(site=site)
    items = list(MenuItem.objects.filter(menu__site=site).select_related("page"))
    below = list(FooterLink.objects.filter(municipality__site=site).select_related("page")) if row.pk else []
    lone = {"rules": row.rules_page, "privacy": row.privacy_page, "accessibility": row.accessibility_page}
    pages = [link.page for link in (*items, *below) if link.page] + [page for page in lone.values() if page]
    versions = _versions(pages, site, language)
    sheet = colours.css(row.palettes)
    home = reverse("wagtail_serve", args=[""])
    name = str(row.names) or site.site_name
    own = {key: _page_link(versions.get(page.translation_key)) if page else None for key, page in lone.items()}
    return Municipality(
        site=site,
        settings=row,
        name=name,
        official_name=str(row.official_names) or name,
        home_url=home,
        theme_url=reverse("municipality:theme", args=[colours.digest(sheet)]) if sheet else "",
        menu=_links(items, versions, home),
        footer_links=_links(below, versions, home),
        **own,
        alerts=tuple(_followed(alert, site, language) for alert in Alert.objects.filter(site=site)),
    )


def _followed(alert: Alert, site: Site, language: str) -> Alert:
    """The disruption; a link to a page of this site leads to the reader's version of it."""
    code, _slash, rest = alert.url.strip("/").partition("/")
    home = site.root_page.get_translations(inclusive=True).filter(locale__language_code=code).first()
    page = Page.objects.filter(url_path=f"{home.url_path}{rest}/").first() if home else None
    if page:
        link = _page_link(_versions([page], site, language).get(page.translation_key))
        alert.url = link.url if link else alert.url
    return alert


def _versions(pages: Iterable[Page], site: Site, language: str) -> dict[UUID, Page]:
    """Each page as it is published in the language in this municipality, by translation key. One query."""
    found = Page.objects.filter(
        translation_key__in={page.translation_key for page in pages}, locale__language_code=language, live=True
    ).select_related("locale", "alias_of__locale")
    return {page.translation_key: page for page in found if (page.get_url_parts() or (None,))[0] == site.pk}


def _links(rows: Iterable[LinkMixin], versions: dict[UUID, Page], home: str) -> tuple[Link, ...]:
    made = (_link(row, versions, home) for row in rows)
    return tuple(link for link in made if link is not None)


def _link(row: LinkMixin, versions: dict[UUID, Page], home: str) -> Link | None:
    """``None`` when the page is not published."""
    text, language = row.label.shown()
    own = Link(label=text, url=row.url, language=None if language == get_language() else language)
    if row.page:
        target = _page_link(versions.get(row.page.translation_key))
        return replace(own, url=target.url) if target and text else target
    place = destinations.get(row.place)
    if place:
        url = place.href(home)
        return replace(own, url=url) if text else Link(label=str(place.label), url=url)
    return own if row.url else None


def _page_link(page: Page | None) -> Link | None:
    if page is None:
        return None
    written = written_in(page)
    parts = page.get_url_parts()
    return Link(
        label=page.title, url=parts[2] if parts else "", language=None if written == get_language() else written
    )
