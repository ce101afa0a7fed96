"""The public log: what moderators have removed, hidden or not published, by which rule; no words, no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.translation import pgettext

from . import things
from .models import Decision
from .rules import NEEDS_RULE, Rule, Standing

PAGE = 50
COUNTED = timedelta(days=365)


@dataclass(frozen=True)
class Entry:
    key: UUID
    at: datetime
    kind: str
    measure: str
    rule: str
    reversed_at: datetime | None


@dataclass(frozen=True)
class Log:
    """``numbers``: by rule, of the last year, the most frequent first; what was reversed is left out."""

    page: Page[Decision]
    entries: Sequence[Entry]
    numbers: Sequence[tuple[str, int]]


def log(site_id: int, now: datetime, *, page: int | str | None = 1) -> Log:
    """A page of the log, newest first. Three queries."""
    rows = _measures(site_id)
    chosen = Paginator(rows, PAGE).get_page(page)
    counted = rows.filter(at__gte=now - COUNTED, reversed_at=None).order_by().values_list("rule")
    numbers = counted.annotate(number=Count("pk")).order_by("-number", "rule")
    return Log(chosen, [_entry(row) for row in chosen], [(str(Rule(rule).label), number) for rule, number in numbers])


def newest(site_id: int, limit: int) -> list[Entry]:
    """One query."""
    return [_entry(row) for row in _measures(site_id)[:limit]]


def _measures(site_id: int) -> QuerySet[Decision]:
    return Decision.objects.filter(site_id=site_id, verb__in=list(NEEDS_RULE)).order_by("-at", "-id")


def _entry(row: Decision) -> Entry:
    kind = things.get(row.kind)
    return Entry(
        row.uuid,
        row.at,
        str(kind.label) if kind else row.kind,
        _measure(row.after),
        str(Rule(row.rule).label),
        row.reversed_at,
    )


def _measure(after: str) -> str:
    measures = {
        Standing.HIDDEN: pgettext("measure", "Hidden for now"),
        Standing.REJECTED: pgettext("measure", "Not published"),
    }
    return measures.get(Standing(after), pgettext("measure", "Removed"))
