"""News followed: the list of them as a topic, and what its followers hear: each once, when it is first published."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.audit.words import uuids
from core.pages import open_to_all
from participation.following import events, topics
from participation.following.events import EventKind, Group, Line
from participation.following.models import Event
from participation.following.topics import Shown, Topic

from .models import NewsIndexPage, NewsPage

FRESH = timedelta(days=7)  # news with an older date were brought in from elsewhere


def published(page: NewsPage, *, now: datetime) -> None:
    """Who follows the project or a theme of the news, or the list that it stands in, hears of it."""
    site = page.get_site()
    if site is None or timezone.localdate(now) - page.date > FRESH:
        return
    about = [Topic("project", str(page.project_key))] if page.project_key else []
    about += [Topic("theme", str(link.tag_id)) for link in page.theme_links.all()]
    about.append(Topic("news", str(page.get_parent().translation_key)))
    events.tell(
        site_id=site.pk,
        kind="news.published",
        thing_kind="news",
        thing_id=page.pk,
        topics=about,
        at=now,
        once=f"news:{page.translation_key}",
        detail={"page": str(page.translation_key)},
    )


class NewsTopic:
    """All news of a list, in every language."""

    def shown(self, site_id: int, keys: Collection[str]) -> Mapping[str, Shown]:
        site = Site.objects.select_related("root_page").get(pk=site_id)
        lists = open_to_all(NewsIndexPage.objects.live()).filter(translation_key__in=uuids(keys))
        home = lists.descendant_of(site.root_page).values("translation_key")
        found = _readable(lists.filter(translation_key__in=home))
        return {key: Shown(title=page.title, url=page.url or "", note=_("All news")) for key, page in found.items()}


def _render(found: Sequence[Event]) -> Mapping[int, Line]:
    keys = [UUID(event.detail["page"]) for event in found]
    pages = _readable(open_to_all(NewsPage.objects.live()).filter(translation_key__in=keys))
    return {
        event.pk: Line(text=_("News: %(title)s") % {"title": page.title}, url=page.url or "", quote=page.summary)
        for event in found
        if (page := pages.get(event.detail["page"])) is not None
    }


def _readable(rows: Any) -> dict[str, Any]:
    """Pages by key, in the reader's language where there is such a page, else as it was written."""
    pages: dict[str, Any] = {}
    for page in rows.select_related("locale").order_by("pk"):
        if page.locale.language_code == get_language() or str(page.translation_key) not in pages:
            pages[str(page.translation_key)] = page
    return pages


def register() -> None:
    topics.register("news", NewsTopic())
    events.register(EventKind(name="news.published", group=Group.NEWS, render=_render))
