"""The counts behind the filters: moved by one whenever a proposal enters, leaves or changes its cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from .models import Proposal, Tally


class Cell(NamedTuple):
    site_id: int
    project_key: UUID
    theme: int
    area: int
    state: str


def cell_of(proposal: Proposal) -> Cell | None:
    """Where the proposal is counted; ``None`` while it is not public."""
    if not proposal.is_public:
        return None
    return Cell(proposal.site_id, proposal.project_key, proposal.theme_id or 0, proposal.area_id or 0, proposal.state)


def move(before: Cell | None, after: Cell | None) -> None:
    move_many({before: 1} if before else {}, {after: 1} if after else {})


def move_many(leaving: Mapping[Cell, int], entering: Mapping[Cell, int]) -> None:
    """`move` for many at once: how many leave and enter each cell. Cells are held in one order, so that two moves
    against each other do not wait for each other."""
    for cell in sorted({*leaving, *entering}):
        if change := entering.get(cell, 0) - leaving.get(cell, 0):
            _add(cell, change)


def _add(cell: Cell, change: int) -> None:
    if not Tally.objects.filter(**cell._asdict()).update(number=F("number") + change):
        Tally.objects.bulk_create([Tally(**cell._asdict())], ignore_conflicts=True)
        Tally.objects.filter(**cell._asdict()).update(number=F("number") + change)


def recount(site_id: int) -> None:
    """Count anew, after rows were written in bulk."""
    Tally.objects.filter(site_id=site_id).delete()
    rows = (
        Proposal.objects.of_site(site_id)
        .public()
        .values("project_key", "state", theme_or_none=Coalesce("theme_id", 0), area_or_none=Coalesce("area_id", 0))
        .annotate(number=Count("pk"))
        .order_by()
    )
    Tally.objects.bulk_create(
        Tally(
            site_id=site_id,
            project_key=row["project_key"],
            theme=row["theme_or_none"],
            area=row["area_or_none"],
            state=row["state"],
            number=row["number"],
        )
        for row in rows
    )


def facet(site_id: int, column: str, chosen: Mapping[str, list[object]]) -> dict[object, int]:
    """Counts by one column (project_key, theme, area or state), the other columns' filters in force."""
    where = Q(site_id=site_id)
    for name, values in chosen.items():
        if values and name != column:
            where &= Q(**{f"{name}__in": values})
    rows = Tally.objects.filter(where).values_list(column).annotate(n=Sum("number")).order_by()
    return {value: number for value, number in rows if number}


def total(site_id: int, chosen: Mapping[str, list[object]]) -> int:
    where = Q(site_id=site_id)
    for name, values in chosen.items():
        if values:
            where &= Q(**{f"{name}__in": values})
    return Tally.objects.filter(where).aggregate(n=Sum("number"))["n"] or 0
