"""Days that are packed, read; `surveys.actions.packing` keeps and drops them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from ..models import PackedDay, Response
from .choosing import EVERYBODY, Selection
from .packing import FORM, Pack

Group = tuple[int, date, str]  # a version, a day, a language
GROUP = ("version_id", "day", "language")


def responses(key: UUID, before: date | None = None, selection: Selection = EVERYBODY) -> QuerySet[Response]:
    """Those that count; ``before``: of earlier days only. What was chosen is not looked at here."""
    found = Response.objects.filter(survey_key=key)
    wanted = {"day__lt": before, "day__gte": selection.since, "day__lte": selection.until}
    found = found.filter(**{name: day for name, day in wanted.items() if day is not None})
    return found.filter(language=selection.language) if selection.language else found


def numbers(rows: QuerySet[Response]) -> dict[Group, int]:
    """How many responses there are of each group. One query, answered by an index."""
    found = rows.order_by().values_list(*GROUP).annotate(Count("pk"))
    return {(version, day, language): number for version, day, language, number in found}


def kept(groups: Mapping[Group, int]) -> dict[Group, Pack]:
    """Those that are packed and still hold. One query."""
    if not groups:
        return {}
    versions, days, languages = (set(parts) for parts in zip(*groups, strict=True))
    rows = PackedDay.objects.filter(version__in=versions, day__range=(min(days), max(days)), language__in=languages)
    found = rows.filter(form=FORM).order_by().values_list(*GROUP, "number", "packed")
    return {
        (version, day, language): Pack(*packed)
        for version, day, language, number, packed in found
        if groups.get((version, day, language)) == number
    }
