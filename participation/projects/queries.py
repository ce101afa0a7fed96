"""Reading projects. A fixed number of queries, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Subquery
from django.utils.translation import get_language
from wagtail.models import Site

from core.locales import code_of
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
    rows, versions = _sources(site_id, ProjectPage.objects.live(), keys, phases=True)
    return [_as_project(site_id, source, versions.get(source.translation_key, source)) for source in rows]


def _sources(
    site_id: int,
    pages: QuerySet[ProjectPage],
    keys: Sequence[UUID] | None,
    *,
    phases: bool = False,
    full: bool = False,
) -> tuple[list[ProjectPage], dict[UUID, ProjectPage]]:
    """Those of the pages that are a municipality's in its own language, the newest first, and by key the published pages
    in the reader's language. One query, and one for the phases."""
    root = _root(site_id)
    keyed = Q() if keys is None else Q(translation_key__in=list(keys))
    own = ProjectPage.objects.filter(keyed, path__startswith=root).order_by().values("translation_key")
    said = Q(locale__language_code=get_language(), translation_key__in=own)
    is_source = ExpressionWrapper(Q(path__startswith=root), output_field=BooleanField())
    found = pages.filter(keyed).annotate(is_source=is_source).filter(Q(is_source=True) | said)
    if not full:
        found = found.select_related(None).defer_streamfields()
    if phases:
        found = found.prefetch_related("phases")
    rows = list(found.order_by("-first_published_at", "-pk"))
    versions = {row.translation_key: row for row in rows if code_of(row.locale_id) == get_language()}
    return [row for row in rows if row.is_source], versions


def _root(site_id: int) -> Subquery:
    """The path of a municipality's front page, within the query that asks for what is below."""
    return Subquery(Site.objects.filter(pk=site_id).order_by().values("root_page__path"))


def shown_pages(site_id: int, keys: Sequence[UUID], *, full: bool = False) -> dict[UUID, ProjectPage]:
    """The published pages that everybody may read, by key, each in the reader's language where there is one. One query.
    ``full``: with all that stands on them."""
    rows, versions = _sources(site_id, open_to_all(ProjectPage.objects.live()), keys, full=full)
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
    sources = ProjectPage.objects.filter(path__startswith=_root(site_id))
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
