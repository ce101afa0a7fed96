"""News on the pages of projects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from core.pages import is_first_publishing
from participation import registry

from . import queries, telling
from .models import NewsPage

SHOWN = 5


class ProjectNews:
    """Not a way to take part, but a part of a project's page: what has been told of it."""

    def acts(
        self, projects: Sequence[registry.Project], now: datetime, *, facts: bool, site_id: int | None = None
    ) -> Sequence[registry.Act]:
        return ()

    def section(self, project: registry.Project, site: Site, now: datetime) -> registry.Section | None:
        news = queries.of_project(site, project.key, SHOWN)
        return registry.Section(template="news/in_project.html", context={"news": news}, closing=True) if news else None


def tell_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Wagtail has published a page, by hand or by the clock."""
    if isinstance(instance, NewsPage) and is_first_publishing(instance):
        telling.published(instance, now=timezone.now())
