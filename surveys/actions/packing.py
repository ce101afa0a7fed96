"""Days that are packed for counting, and tables by group: kept when they are over; whatever changes a response of a day drops
it in the same transaction. They say nothing that the responses do not, so nothing here leaves a row in the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from ..models import PackedDay, PublicCrosses, Response, Version
from ..results.keeping import GROUP, Group
from ..results.packing import FORM, Pack


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


def keep_crosses(*, site_id: int, survey_key: UUID, closed_at: datetime, number: int, tables: str) -> PublicCrosses:
    """What everybody is told by group from now on: ``tables`` as JSON, counted of ``number`` responses."""
    told = {"site_id": site_id, "closed_at": closed_at, "number": number, "tables": tables}
    return PublicCrosses.objects.update_or_create(survey_key=survey_key, defaults=told)[0]
