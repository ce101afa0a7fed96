"""Bringing in proposals of an earlier service: a file is given and tried, then taken in some hundreds of rows at a time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

import search.actions
from accounts.models import User
from accounts.reach import reach_of
from accounts.roles import Role
from core import audit
from core.refusal import Refusal, insist
from municipality.areas import Locator
from municipality.models import Area

from .. import tallies
from ..documents import document_of
from ..models import Import, Proposal
from ..moving.rules import IMPORTS, Sound, why_not_import
from ..rules import Publication

TRIES = 3  # when another import brings in the same rows at the same time


@dataclass(frozen=True, kw_only=True)
class Taken:
    """How many rows of a batch were added, and how many were there already."""

    added: int = 0
    known: int = 0


@transaction.atomic
def give_import(*, site_id: int, project_key: UUID, user: User, file: UploadedFile) -> Import:
    """Keep a file that was uploaded, so that it can be tried. Raises Refused."""
    insist(_why_not(user, site_id, project_key))
    intake = Import(site_id=site_id, project_key=project_key, by=user, file_name=(file.name or "")[:200])
    intake.file.save("file", file, save=False)
    intake.save()
    _note(intake, user, "import_give", file=intake.file_name, project=str(project_key))
    return intake


@transaction.atomic
def discard_import(*, intake: Import, user: User) -> None:
    """Throw away a file that has not been brought in, and what was found out about it. Raises Refused."""
    insist(_why_not(user, intake.site_id, intake.project_key))
    intake = Import.objects.select_for_update().get(pk=intake.pk)
    if intake.stage in (Import.Stage.GIVEN, Import.Stage.TRIED):
        _note(intake, user, "import_discard", file=intake.file_name)
        intake.drop_file()
        intake.delete()


@transaction.atomic
def confirm_import(*, intake: Import, user: User) -> bool:
    """Begin to bring in what has been tried; ``False`` when it cannot be, or somebody has begun it meanwhile. Raises
    Refused."""
    intake = Import.objects.select_for_update().get(pk=intake.pk)
    if not intake.may_be_confirmed or not intake.added:
        return False
    begin_import(intake=intake, user=user)
    return True


@transaction.atomic
def begin_import(*, intake: Import, user: User | None) -> None:
    """Before the first batch. ``user``: who brings them in; nobody for a command. Raises Refused."""
    insist(_why_not(user, intake.site_id, intake.project_key))
    if intake.stage != Import.Stage.BEGUN:
        _note(intake, user, "import_begin", file=intake.file_name)
    intake.stage = Import.Stage.BEGUN
    intake.save()


@transaction.atomic
def end_import(*, intake: Import, user: User | None, now: datetime) -> None:
    """After the last batch; the counts are on ``intake``. The file goes."""
    intake.stage, intake.ended_at = Import.Stage.DONE, now
    intake.drop_file()
    intake.save()
    counts = {"added": intake.added, "known": intake.known, "refused": intake.refused}
    _note(intake, user, "import", file=intake.file_name, project=str(intake.project_key), **counts)


def purge_imports(*, now: datetime) -> int:
    """Delete files that nobody confirmed within a week. Returns how many."""
    forgotten = list(Import.objects.forgotten(now))
    for intake in forgotten:
        intake.drop_file()
        intake.delete()
    return len(forgotten)


def take_in(*, intake: Import, rows: Sequence[Sound], areas: Locator, user: User | None, dry: bool = False) -> Taken:
    """Publish the rows that are not here yet, in one transaction; search and counts follow at once. ``rows`` are what
    `moving.rules.judge` has let through, ``areas`` those of the municipality. ``dry`` only counts. Raises Refused."""
    insist(_why_not(user, intake.site_id, intake.project_key))
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


def _why_not(user: User | None, site_id: int, project_key: UUID) -> Refusal | None:
    """Nobody (a command) may; a person, as an administrator whose role reaches the project."""
    if user is None:
        return None
    reaches = reach_of(user, site_id, IMPORTS).covers(project_key=project_key, theme_id=None)
    return why_not_import(frozenset({Role.ADMINISTRATOR}) if reaches else frozenset())


def _note(intake: Import, user: User | None, verb: str, **detail: Any) -> None:
    audit.record(
        site_id=intake.site_id,
        actor_id=user.pk if user else None,
        verb=f"proposal.{verb}",
        kind="import",
        key=intake.uuid,
        **detail,
    )
