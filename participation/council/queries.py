"""Reading the desk. Each call costs a fixed number of queries, at 100 000 proposals as at ten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q
from wagtail.models import Site

import search.queries
from accounts.models import User
from municipality.models import MunicipalitySettings
from participation.comments.models import Comment
from participation.following import queries as following
from participation.proposals.models import Handling, Proposal, ProposalQuerySet
from participation.proposals.rules import ANSWERED, State

from .growth import growth_of
from .models import Visit
from .rules import Growth, Law, Owed, looked_from, owed
from .selection import Selection, selection_of
from .voices import Quote, new_comments, quotes

PAGE = 20
COUNTED = 500  # proposals whose new comments are counted one by one
TALKED, QUOTES = 3, 2  # shown on the desk
ORDERS: Mapping[str, tuple[str, ...]] = {
    "newest": ("-published_at", "-id"),
    "supported": ("-support_count", "-id"),
    "discussed": ("-comment_count", "-id"),
    "waited": ("published_at", "id"),
}
OPEN = tuple(state.value for state in State if state not in ANSWERED)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the address of the desk says; values are sound (`forms.DeskFilters`)."""

    words: str = ""
    states: tuple[str, ...] = ()
    themes: tuple[int, ...] = ()
    areas: tuple[int, ...] = ()
    projects: tuple[UUID, ...] = ()
    new: bool = False
    unanswered: bool = False
    order: str = "newest"

    @property
    def any(self) -> bool:
        chosen = self.states or self.themes or self.areas or self.projects
        return bool(self.words or chosen or self.new or self.unanswered)


@dataclass(frozen=True)
class Row:
    """A proposal at a glance. ``is_new``: published since the last visit; ``answered_now``: answered since then."""

    proposal: Proposal
    growth: Growth
    new_comments: int
    owed: Owed | None
    is_new: bool
    answered_now: bool
    quote: Quote | None
    project: str = ""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Whose desk and since when things are new on it."""

    site: Site
    user: User
    selection: Selection
    since: datetime
    law: Law
    now: datetime
    before: datetime | None = None


def desk_of(user: User, site: Site, now: datetime, before: datetime | None, *, law: Law | None = None) -> Desk:
    """Two queries: what is followed, the municipality's law, unless it is known."""
    selection = selection_of(following.topics_of(user, site))
    since, law = looked_from(before, now), law or law_of(site)
    return Desk(site=site, user=user, selection=selection, since=since, law=law, now=now, before=before)


def last_visit(user: User, site: Site) -> datetime | None:
    """The visit before the newest one, without making one."""
    row = Visit.objects.filter(site=site, user=user).first()
    return row.before if row else None


def law_of(site: Site) -> Law:
    row = MunicipalitySettings.objects.filter(site=site).only(*LAW).first() or MunicipalitySettings()
    return law_in(row)


def law_in(row: MunicipalitySettings) -> Law:
    return Law(share=row.initiative_share, months=row.initiative_months, population=row.population)


LAW = ("population", "initiative_share", "initiative_months")


def filtered(desk: Desk, filters: Filters) -> ProposalQuerySet:
    """Published proposals that are followed and fit, in the order asked for."""
    rows = Proposal.objects.of_site(desk.site.pk).public().filter(desk.selection.holds)
    chosen = {
        "state": filters.states,
        "theme": filters.themes,
        "area": filters.areas,
        "project_key": filters.projects,
    }
    for column, values in chosen.items():
        if values:
            rows = rows.filter(**{f"{column}__in": values})
    if filters.unanswered:
        rows = rows.filter(state__in=OPEN)
    if filters.new:
        rows = rows.filter(_is_new(desk))
    if filters.words:
        rows = rows.filter(
            pk__in=search.queries.ids_matching(site_id=desk.site.pk, kind="proposal", text=filters.words)
        )
    return rows.order_by(*ORDERS[filters.order])


def _is_new(desk: Desk) -> Q:
    """Published, commented or answered since the last visit."""
    said = Comment.objects.public().filter(site=desk.site, target_kind="proposal", created_at__gt=desk.since)
    steps = Handling.objects.filter(at__gt=desk.since)  # of any municipality: the proposals are of this one
    return Q(published_at__gt=desk.since) | Q(pk__in=said.values("target_id")) | Q(pk__in=steps.values("proposal"))


class DeskPaginator(Paginator[Proposal]):
    """Walks to a page by ids alone, which an index holds, and reads only the rows to show."""

    def page(self, number: int | str) -> Page[Proposal]:
        chosen = super().page(number)
        asked: Any = chosen.object_list
        ids = list(asked.values_list("pk", flat=True))
        rows = Proposal.objects.select_related("theme", "area").in_bulk(ids)
        chosen.object_list = [rows[pk] for pk in ids]
        return chosen

    @cached_property
    def count(self) -> int:
        asked: Any = self.object_list
        return int(asked.order_by().count())


def listing(desk: Desk, filters: Filters, page: int | str | None, projects: Mapping[UUID, str]) -> Page[Any]:
    """A page of `Row`s: three queries and those of `glance`."""
    chosen: Page[Any] = DeskPaginator(filtered(desk, filters), PAGE).get_page(page)
    chosen.object_list = glance(desk, list(chosen.object_list), projects)
    return chosen


def glance(desk: Desk, proposals: Sequence[Proposal], projects: Mapping[UUID, str]) -> list[Row]:
    """Each with its supports, discussion and answer. Three queries."""
    ids = [proposal.pk for proposal in proposals]
    growth, said, quoted = growth_of(proposals, desk.now), new_comments(desk.site.pk, ids, desk.since), quotes(ids)
    return [
        Row(
            proposal=one,
            growth=growth[one.pk],
            new_comments=said.get(one.pk, 0),
            owed=owed_of(one, desk.law),
            is_new=bool(one.published_at and one.published_at > desk.since),
            answered_now=bool(one.answered_at and one.answered_at > desk.since),
            quote=next(iter(quoted.get(one.pk, ())), None),
            project=projects.get(one.project_key, ""),
        )
        for one in proposals
    ]


def owed_of(proposal: Proposal, law: Law) -> Owed | None:
    return owed(
        state=proposal.state,
        published=proposal.published_at or proposal.created_at,
        supports=proposal.support_count,
        estimated=proposal.estimated_on,
        law=law,
    )


@dataclass(frozen=True)
class Talked:
    """A proposal that residents have talked about since the last visit, and what they said."""

    proposal: Proposal
    new: int
    quotes: Sequence[Quote]


@dataclass(frozen=True)
class News:
    """What residents did since the last visit, in what is followed."""

    comments: int
    proposals: int
    talked: Sequence[Talked]


def news_of(desk: Desk) -> News:
    """Four queries, bounded by what is new; a fifth when very much has been talked about."""
    followed = Proposal.objects.of_site(desk.site.pk).public().filter(desk.selection.holds)
    said = Comment.objects.public().filter(
        Exists(followed.filter(pk=OuterRef("target_id"))),
        site=desk.site,
        target_kind="proposal",
        created_at__gt=desk.since,
    )
    counted = said.values_list("target_id").annotate(number=Count("pk")).order_by("-number", "-target_id")
    found = list(counted[:COUNTED])
    return News(
        comments=sum(number for _pk, number in found) if len(found) < COUNTED else said.count(),
        proposals=followed.filter(published_at__gt=desk.since).count(),
        talked=_talked(dict(found[:TALKED])),
    )


def _talked(numbers: Mapping[int, int]) -> list[Talked]:
    rows = Proposal.objects.public().select_related("theme", "area").in_bulk(list(numbers))
    said = quotes(list(numbers), each=QUOTES)
    return [Talked(rows[pk], number, said.get(pk, [])) for pk, number in numbers.items() if pk in rows]
