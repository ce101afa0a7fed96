"""What there is of a theme or in an area. Each call makes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from wagtail.models import Site

import news.queries
from municipality.models import Area, Theme
from participation import registry
from participation.projects.models import ProjectPage
from participation.projects.queries import state_of
from participation.proposals import queries as proposals
from participation.proposals import tallies
from participation.proposals.models import Proposal
from participation.proposals.queries import Filters

SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Going:
    """A project of the subject: ``state`` is its sign on the lane."""

    project: registry.Project
    state: str


@dataclass(frozen=True, kw_only=True)
class Subject:
    """``number``: of all its published proposals; ``acts``: what can be done now in its projects."""

    acts: Sequence[registry.Act]
    proposals: Sequence[Proposal]
    number: int
    projects: Sequence[Going]
    news: Sequence[Any]


def of_theme(site: Site, theme: Theme, now: datetime) -> Subject:
    """News of the theme, and projects in it."""
    keys = _keys(site, Q(theme_items__tag=theme))
    return _subject(site, Filters(themes=(theme.pk,)), keys, Q(theme_links__tag=theme), now)


def of_area(site: Site, area: Area, now: datetime) -> Subject:
    """Projects in the area, and the news about them."""
    keys = _keys(site, Q(area=area))
    return _subject(site, Filters(areas=(area.pk,)), keys, Q(project_key__in=keys), now)


def _keys(site: Site, which: Q) -> set[UUID]:
    rows = ProjectPage.objects.live().descendant_of(site.root_page).filter(which)
    return set(rows.values_list("translation_key", flat=True))


def _subject(site: Site, filters: Filters, keys: set[UUID], told: Q, now: datetime) -> Subject:
    projects = [project for project in registry.projects(site.pk) if project.key in keys] if keys else []
    acts = registry.acts_in(projects, now)
    acting = {act.project.key for act in acts if act.project}
    rows = proposals.filtered(site.pk, filters).select_related("theme", "area")
    return Subject(
        acts=acts,
        proposals=list(rows[:SHOWN]),
        number=tallies.total(site.pk, filters.cells),
        projects=[Going(project=p, state=state_of(p.timeline, p.key in acting, now)) for p in projects],
        news=list(news.queries.of_site(site).filter(told).distinct()[:SHOWN]),
    )
