"""Days that are packed: read, kept, dropped. A day is kept when it is over; whatever changes a response of it drops it in
the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, QuerySet

from ..models import PackedDay, Response, Version
from ..rules import Way
from .choosing import EVERYBODY, Selection
from .packing import FORM, Pack

Group = tuple[int, date, str]  # a version, a day, a language
GROUP = ("version_id", "day", "language")


def responses(key: UUID, before: date | None = None, selection: Selection = EVERYBODY) -> QuerySet[Response]:
    """Those that count; ``before``: of earlier days only. What was chosen is not looked at here."""
    found = Response.objects.filter(survey_key=key).exclude(way=Way.TEST)
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


@transaction.atomic
def keep(key: UUID, packs: Mapping[Group, Pack], rewritten: int) -> None:
    """Keep what was packed, unless responses were changed meanwhile: ``rewritten`` is how often they had been before
    they were read. Whoever changes one waits here, or we for them."""
    locked = Version.objects.select_for_update(no_key=True).filter(survey_key=key)
    if sum(locked.values_list("rewritten", flat=True)) != rewritten:
        return
    PackedDay.objects.bulk_create(
        (
            PackedDay(
                version_id=version, day=day, language=language, number=pack.number, form=FORM, packed=pack.to_json()
            )
            for (version, day, language), pack in packs.items()
        ),
        update_conflicts=True,
        unique_fields=["version", "day", "language"],
        update_fields=["number", "form", "packed"],
    )


def drop(response: Response) -> None:
    """What is packed of the day of a response that changes. In the transaction that changes it."""
    Version.objects.filter(pk=response.version_id).update(rewritten=F("rewritten") + 1)
    PackedDay.objects.filter(version__survey_key=response.survey_key, day=response.day).delete()


def drop_stale(key: UUID, groups: Iterable[Group]) -> None:
    """What is packed of days whose responses are all gone."""
    there = set(groups)
    rows = PackedDay.objects.filter(version__survey_key=key).values_list("pk", *GROUP)
    gone = [pk for pk, version, day, language in rows if (version, day, language) not in there]
    PackedDay.objects.filter(pk__in=gone).delete()
