"""Reading projects. A fixed number of queries, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language
from wagtail.models import Site

from core.pages import open_to_all, shown_language
from participation import registry
from participation.phases import Phase, Timeline

from .models import ProjectPage, ProjectPhase, ProjectsIndexPage


class PageSource:
    """Projects for the methods of participation. The clock of a project is the one on its source page, the municipality's
    own language's; its title and address are those of the reader's language."""

    def get(self, site_id: int, key: UUID) -> registry.Project | None:
        found = _projects(site_id, [key])
        return found[0] if found else None

    def all(self, site_id: int) -> Sequence[registry.Project]:
        return _projects(site_id, None)


def _projects(site_id: int, keys: list[UUID] | None) -> list[registry.Project]:
    site = Site.objects.select_related("root_page__locale").get(pk=site_id)
    sources = ProjectPage.objects.live().descendant_of(site.root_page).defer_streamfields().prefetch_related("phases")
    if keys is not None:
        sources = sources.filter(translation_key__in=keys)
    rows = list(sources.order_by("-first_published_at", "-pk"))
    versions = _versions(rows, site)
    return [_as_project(site_id, source, versions.get(source.translation_key, source)) for source in rows]


def _versions(sources: Sequence[ProjectPage], site: Site) -> dict[UUID, ProjectPage]:
    """The published pages of the reader's language, by key."""
    language = get_language()
    if not sources or language == site.root_page.locale.language_code:
        return {}
    pages = (
        ProjectPage.objects.live()
        .defer_streamfields()
        .filter(translation_key__in=[source.translation_key for source in sources], locale__language_code=language)
    )
    return {page.translation_key: page for page in pages}


def shown_pages(site_id: int, keys: Sequence[UUID]) -> dict[UUID, ProjectPage]:
    """The published pages that everybody may read, by key, each in the reader's language where there is one."""
    site = Site.objects.select_related("root_page__locale").get(pk=site_id)
    sources = open_to_all(ProjectPage.objects.live()).descendant_of(site.root_page).defer_streamfields()
    rows = list(sources.filter(translation_key__in=list(keys)))
    versions = _versions(rows, site)
    return {row.translation_key: versions.get(row.translation_key, row) for row in rows}


def _as_project(site_id: int, source: ProjectPage, shown: ProjectPage) -> registry.Project:
    return registry.Project(
        key=source.translation_key,
        site_id=site_id,
        title=shown.title,
        url=shown.url or "",
        timeline=timeline_of(source),
    )


def names(site_id: int) -> dict[UUID, str]:
    """Every project of a municipality, published or not, titled in the reader's language where it has a page. Two
    queries."""
    site = Site.objects.select_related("root_page").get(pk=site_id)
    sources = ProjectPage.objects.descendant_of(site.root_page)
    titles = dict(sources.order_by("draft_title").values_list("translation_key", "draft_title"))
    versions = ProjectPage.objects.filter(
        translation_key__in=titles, locale__language_code=get_language(), alias_of=None
    )
    return titles | dict(versions.values_list("translation_key", "draft_title"))


def timeline_of(source: ProjectPage) -> Timeline:
    return Timeline(tuple(phase.as_phase() for phase in source.phases.all()))


def ruling_phases(page: ProjectPage, site: Site, own: Sequence[ProjectPhase]) -> Sequence[ProjectPhase]:
    """The phases that decide what can be done on a page: its own, or for a translation its published source's."""
    if page.path.startswith(site.root_page.path):
        return own
    source = ProjectPhase.objects.filter(
        page__translation_key=page.translation_key, page__path__startswith=site.root_page.path, page__live=True
    )
    return list(source.order_by("sort_order")) or own


@dataclass(frozen=True)
class Card:
    """A project in a list: its page, what goes on now, and what can be done."""

    page: ProjectPage
    phase: Phase | None
    number: int
    phases: int
    acts: tuple[registry.Act, ...]
    state: str
    language: str | None


def cards_below(index: ProjectsIndexPage, now: datetime) -> list[Card]:
    """The published projects below a page: first those where something can be done, by deadline; then those going on;
    then those to come; then the ended ones, the newest first."""
    site = index.get_site()
    pages = (
        ProjectPage.objects.live()
        .child_of(index)
        .defer_streamfields()
        .select_related("locale", "alias_of__locale", "image", "area")
        .prefetch_related("phases")
    )
    ruled = {project.key: project for project in registry.projects(site.pk)}
    rows = [(page, ruled.get(page.translation_key)) for page in pages.order_by("-first_published_at", "-pk")]
    acts = registry.acts_in([project for _page, project in rows if project], now)
    cards = [_card(page, project.timeline if project else timeline_of(page), acts, now) for page, project in rows]
    rank = {key: position for position, key in enumerate(dict.fromkeys(act.project.key for act in acts if act.project))}
    order = {"now": 0, "work": 1, "next": 2, "closed": 3}
    return sorted(cards, key=lambda card: (order[card.state], rank.get(card.page.translation_key, len(rank))))


def _card(page: ProjectPage, timeline: Timeline, acts: Iterable[registry.Act], now: datetime) -> Card:
    own = tuple(act for act in acts if act.project and act.project.key == page.translation_key)
    current = timeline.current(now)
    number = timeline.phases.index(current[0]) + 1 if current else 0
    return Card(
        page,
        current[0] if current else None,
        number,
        len(timeline.phases),
        own,
        state_of(timeline, bool(own), now),
        shown_language(page),
    )


def state_of(timeline: Timeline, can_act: bool, now: datetime) -> str:
    """The lane's sign for a project: now (something can be done), work (it goes on), next, closed."""
    if can_act:
        return "now"
    states = {phase.state(now) for phase in timeline.phases}
    if "now" in states or not states or {"past", "next"} <= states:
        return "work"
    return "next" if "next" in states else "closed"
