"""Reading proposals. Each call costs a fixed number of queries, whatever there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, OuterRef, Q, When

import search.queries
from accounts.models import User
from accounts.queries import public_role
from core.maps import Box

from . import tallies
from .models import Handling, Link, Move, Proposal, ProposalQuerySet, RepairRequest, Support
from .rules import Publication, State

PAGE = 30
ORDERS: Mapping[str, tuple[str, ...]] = {
    "newest": ("-published_at", "-id"),
    "supported": ("-support_count", "-id"),
    "discussed": ("-comment_count", "-id"),
}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the address of a list says. Values are sound: `forms.FilterForm` made them."""

    words: str = ""
    states: tuple[str, ...] = ()
    themes: tuple[int, ...] = ()
    areas: tuple[int, ...] = ()
    projects: tuple[UUID, ...] = ()
    box: Box | None = None
    order: str = "newest"

    @property
    def cells(self) -> dict[str, list[object]]:
        return {
            "state": list(self.states),
            "theme": list(self.themes),
            "area": list(self.areas),
            "project_key": list(self.projects),
        }

    @property
    def any(self) -> bool:
        return bool(self.words or self.states or self.themes or self.areas or self.projects or self.box)

    @property
    def tallied(self) -> bool:
        """Whether the tallies know how many fit: not by words, nor by place."""
        return not self.words and self.box is None


class TalliedPaginator(Paginator[Proposal]):
    """Counts from the tallies where they know the answer, which is wherever words and places do not matter."""

    def __init__(self, rows: ProposalQuerySet, site_id: int, filters: Filters) -> None:
        super().__init__(rows, PAGE)
        self.site_id, self.filters = site_id, filters

    def page(self, number: int | str) -> Page[Proposal]:
        """Walk to the page by ids alone, which the index holds, and read only the rows to show: the last page of
        100 000 costs as little as the first."""
        chosen = super().page(number)
        ids = list(chosen.object_list.values_list("pk", flat=True))  # type: ignore[attr-defined]
        rows = Proposal.objects.select_related("theme", "area").in_bulk(ids)
        chosen.object_list = [rows[pk] for pk in ids]
        return chosen

    @cached_property
    def count(self) -> int:
        return tallies.total(self.site_id, self.filters.cells) if self.filters.tallied else super().count


@dataclass(frozen=True)
class Listing:
    page: Page[Proposal]
    filters: Filters
    facets: dict[str, dict[object, int]] = field(default_factory=dict)


def filtered(site_id: int, filters: Filters) -> ProposalQuerySet:
    """Published proposals that fit, in the order asked for."""
    rows = Proposal.objects.of_site(site_id).public()
    for column, values in filters.cells.items():
        if values:
            rows = rows.filter(**{f"{column}__in": values})
    if filters.box:
        rows = rows.filter(filters.box.holds())
    if filters.words:
        rows = rows.filter(pk__in=search.queries.ids_matching(site_id=site_id, kind="proposal", text=filters.words))
    return rows.order_by(*ORDERS[filters.order])


def listing(site_id: int, filters: Filters, *, page: int | str | None = 1) -> Listing:
    """One page of a list with the counts beside its filters. Counts are not given by words or within a box."""
    chosen = TalliedPaginator(filtered(site_id, filters), site_id, filters).get_page(page)
    facets = (
        {column: tallies.facet(site_id, column, filters.cells) for column in filters.cells} if filters.tallied else {}
    )
    return Listing(chosen, filters, facets)


def newest(site_id: int, limit: int, *, project_key: UUID | None = None) -> list[Proposal]:
    """The newest published proposals of a municipality, or of one project."""
    rows = Proposal.objects.of_site(site_id).public().select_related("theme", "area")
    if project_key is not None:
        rows = rows.filter(project_key=project_key)
    return list(rows.order_by(*ORDERS["newest"])[:limit])


def find(site_id: int, pk: int) -> Proposal | None:
    """A proposal that has a public page: published, or withdrawn or merged and marked so."""
    shown = (Publication.PUBLISHED, Publication.WITHDRAWN, Publication.MERGED)
    rows = Proposal.objects.of_site(site_id).filter(publication__in=shown)
    return rows.select_related("site", "author", "theme", "area", "merged_into").filter(pk=pk).first()


def find_any(site_id: int, pk: int, reader: User | AnonymousUser) -> Proposal | None:
    """A proposal that somebody may see at its address: all but drafts. Whether this reader may: `views.shared`. With it
    come ``is_supported``, by the reader, and ``author_role``, the public role that its author has now."""
    rows = Proposal.objects.of_site(site_id).exclude(publication=Publication.DRAFT)
    rows = rows.annotate(
        is_supported=Exists(Support.objects.filter(proposal=OuterRef("pk"), user_id=reader.pk or 0)),
        author_role=public_role(user=OuterRef("author"), site=OuterRef("site")),
    )
    return rows.select_related("site", "author", "theme", "area", "merged_into").filter(pk=pk).first()


def handlings(proposal: Proposal) -> list[Handling]:
    return list(proposal.handlings.all())


def newest_answers(site_id: int, limit: int) -> list[Handling]:
    """What the municipality last said of public proposals, the newest first. One query."""
    rows = Handling.objects.filter(proposal__site_id=site_id, proposal__publication=Publication.PUBLISHED)
    return list(rows.exclude(text={}).select_related("proposal").order_by("-at", "-id")[:limit])


@dataclass(frozen=True)
class Trail:
    """What the municipality did with a proposal besides answering it. ``merged_here``: the proposals merged into it, in
    the order of merging; ``related``: public proposals linked with it, by number."""

    repairs: Sequence[RepairRequest] = ()
    merged_here: Sequence[Proposal] = ()
    moves: Sequence[Move] = ()
    related: Sequence[Proposal] = ()

    @property
    def repair(self) -> RepairRequest | None:
        """The request that is open."""
        return next((one for one in self.repairs if one.is_open), None)


def trail(proposal: Proposal) -> Trail:
    """Three queries; none while nobody has done anything. Who did what comes along, for the screen of staff."""
    if not proposal.revision:
        return Trail()
    others = _others(proposal)
    return Trail(
        repairs=list(proposal.repairs.select_related("asked_by", "closed_by")),
        merged_here=sorted((one for one in others if one.is_merged), key=lambda one: (one.merged_at, one.pk)),
        moves=list(proposal.moves.select_related("by")),
        related=[one for one in others if one.is_public],
    )


def _others(proposal: Proposal) -> list[Proposal]:
    """What has been merged into it and what is linked with it, by number. One query."""
    links = Link.objects.filter(Q(one=proposal) | Q(other=proposal))
    ids = links.annotate(two=Case(When(one=proposal, then="other"), default="one")).values("two")
    tied = Q(merged_into=proposal, publication=Publication.MERGED)
    tied |= Q(pk__in=ids, publication=Publication.PUBLISHED)
    return list(Proposal.objects.filter(tied).select_related("theme", "area").order_by("pk"))


def final_of(proposal: Proposal) -> Proposal:
    """Where a merged proposal has gone in the end; itself when it has not been merged. A query for each merge."""
    while proposal.merged_into is not None:
        proposal = proposal.merged_into
    return proposal


def number_in(site_id: int, project_keys: Iterable[UUID]) -> dict[UUID, int]:
    """How many published proposals each project has. One query, whatever the number of projects."""
    counted = tallies.facet(site_id, "project_key", {"project_key": []})
    wanted = set(project_keys)
    return {key: number for key, number in counted.items() if isinstance(key, UUID) and key in wanted}


def state_choices() -> list[tuple[str, Any]]:
    return [(state.value, state.label) for state in State]
