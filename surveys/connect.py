"""Where surveys join the rest: pages that Wagtail publishes, the agenda, project pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from participation import registry

from . import actions, queries
from .models import SurveyPage


class SurveyMethod:
    """Asking, as the front page and a project's page show it."""

    def acts(
        self, projects: Sequence[registry.Project], now: datetime, *, facts: bool, site_id: int | None = None
    ) -> list[registry.Act]:
        by_key = {project.key: project for project in projects}
        found = queries.open_in(by_key, now, site_id) if by_key or site_id else []
        return [_act(page, by_key.get(page.project_key) if page.project_key else None) for page in found]

    def section(self, project: registry.Project, site: Site, now: datetime) -> registry.Section | None:
        found = queries.of_project(project.key)
        rows = [{"page": page, "state": page.terms.state(now)} for page in found]
        return registry.Section(template="surveys/in_project.html", context={"surveys": rows}) if rows else None


def _act(page: SurveyPage, project: registry.Project | None = None) -> registry.Act:
    return registry.Act(
        kind=_("Survey"),
        title=page.title,
        text=page.summary,
        url=page.url or "",
        button=_("Answer the survey"),
        button_url=page.url or "",
        until=page.closes_at,
        facts=tuple(takes(page)),
        project=project,
    )


def takes(page: SurveyPage) -> list[str]:
    """How long answering takes, in words, where it is known."""
    if not page.minutes:
        return []
    words = ngettext("about %(number)s minute", "about %(number)s minutes", page.minutes)
    return [words % {"number": page.minutes}]


def freeze_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Wagtail has published a page, by hand or by the clock."""
    if isinstance(instance, SurveyPage):
        revision = kwargs.get("revision")
        actor_id = revision.user_id if revision is not None else None
        actions.freeze(survey_key=instance.translation_key, actor_id=actor_id, now=timezone.now())
