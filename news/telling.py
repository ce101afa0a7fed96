"""What followers hear of news: once each, when it is published for the first time in any language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.pages import open_to_all
from participation.following import events
from participation.following.events import EventKind, Group, Line
from participation.following.models import Event
from participation.following.topics import Topic

from .models import NewsPage

FRESH = timedelta(days=7)  # news with an older date were brought in from elsewhere


def published(page: NewsPage, *, now: datetime) -> None:
    """Who follows the project or a theme of the news hears of it."""
    site = page.get_site()
    if site is None or timezone.localdate(now) - page.date > FRESH:
        return
    about = [Topic("project", str(page.project_key))] if page.project_key else []
    about += [Topic("theme", str(link.tag_id)) for link in page.theme_links.all()]
    if about:
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


def _render(found: Sequence[Event]) -> Mapping[int, Line]:
    """In the reader's language where there is such a page, else as it was written."""
    keys = [UUID(event.detail["page"]) for event in found]
    rows = open_to_all(NewsPage.objects.live()).filter(translation_key__in=keys).select_related("locale")
    pages: dict[str, NewsPage] = {}
    for page in rows.order_by("pk"):
        if page.locale.language_code == get_language() or str(page.translation_key) not in pages:
            pages[str(page.translation_key)] = page
    return {
        event.pk: Line(text=_("News: %(title)s") % {"title": page.title}, url=page.url or "", quote=page.summary)
        for event in found
        if (page := pages.get(event.detail["page"])) is not None
    }


def register() -> None:
    events.register(EventKind(name="news.published", group=Group.NEWS, render=_render))
