"""Bringing in proposals of an earlier service, some hundreds at a time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

import search.actions
from accounts.models import User
from accounts.queries import roles_of
from core import audit
from core.refusal import insist
from municipality.areas import Locator
from municipality.models import Area

from .. import tallies
from ..documents import document_of
from ..models import Import, Proposal
from ..moving.rules import Sound, why_not_import
from ..rules import Publication

TRIES = 3  # when another import brings in the same rows at the same time


@dataclass(frozen=True, kw_only=True)
class Taken:
    """How many rows of a batch were added, and how many were there already."""

    added: int = 0
    known: int = 0


@transaction.atomic
def begin_import(*, intake: Import, user: User | None) -> None:
    """Before the first batch. ``user``: who brings them in; nobody for a command. Raises Refused."""
    if user is not None:
        insist(why_not_import(roles_of(user, intake.site_id)))
    intake.stage = Import.Stage.BEGUN
    intake.save()
    _note(intake, user, "import_begin", file=intake.file_name)


@transaction.atomic
def end_import(*, intake: Import, user: User | None, now: datetime) -> None:
    """After the last batch; the counts are on ``intake``."""
    intake.stage, intake.ended_at = Import.Stage.DONE, now
    intake.save()
    counts = {"added": intake.added, "known": intake.known, "refused": intake.refused}
    _note(intake, user, "import", file=intake.file_name, project=str(intake.project_key), **counts)


def take_in(*, intake: Import, rows: Sequence[Sound], areas: Locator, user: User | None, dry: bool = False) -> Taken:
    """Publish the rows that are not here yet, in one transaction; search and counts follow at once. ``rows`` are what
    `moving.rules.judge` has let through, ``areas`` those of the municipality. ``dry`` only counts. Raises Refused."""
    if user is not None:
        insist(why_not_import(roles_of(user, intake.site_id)))
    if dry:
        new = _new(rows)
        return Taken(added=len(new), known=len(rows) - len(new))
    for attempt in range(1, TRIES + 1):
        try:
            return _publish(intake, rows, areas)
        except IntegrityError:
            if attempt == TRIES:
                raise
    raise AssertionError("not reached")


@transaction.atomic
def _publish(intake: Import, rows: Sequence[Sound], areas: Locator) -> Taken:
    new = _new(rows)
    around = areas.find_many((_number(row.lon), _number(row.lat)) for row in new)
    made = Proposal.objects.bulk_create(_proposal(intake, row, area) for row, area in zip(new, around, strict=True))
    tallies.move_many({}, Counter(cell for proposal in made if (cell := tallies.cell_of(proposal))))
    search.actions.put_many(documents=map(document_of, made))
    return Taken(added=len(made), known=len(rows) - len(made))


def _new(rows: Sequence[Sound]) -> list[Sound]:
    """Those that are not here yet, each once."""
    by_key = {row.key: row for row in reversed(rows)}
    here: set[UUID | None] = set(Proposal.objects.filter(import_key__in=by_key).values_list("import_key", flat=True))
    return [row for row in rows if row.key not in here and by_key[row.key] is row]


def _number(degrees: float | None) -> float:
    return math.nan if degrees is None else degrees


def _proposal(intake: Import, row: Sound, area: Area | None) -> Proposal:
    return Proposal(
        site_id=intake.site_id,
        project_key=intake.project_key,
        origin=intake,
        import_key=row.key,
        author_name=row.author,
        language=row.language,
        title=row.title,
        body=row.body,
        theme_id=row.theme_id,
        area=area,
        lat=row.lat,
        lon=row.lon,
        publication=Publication.PUBLISHED,
        published_at=row.created,
        support_count=row.supports,
        support_base=row.supports,
    )


def _note(intake: Import, user: User | None, verb: str, **detail: Any) -> None:
    audit.record(
        site_id=intake.site_id,
        actor_id=user.pk if user else None,
        verb=f"proposal.{verb}",
        kind="import",
        key=intake.uuid,
        **detail,
    )
