"""Files of what is sent: first under the form's own name for it (``uuid``), then of the opinion, then gone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Site

from core.jobs.models import private_storage
from core.uploads import Taken

from ..models import Opinion, OpinionFile
from ..models.files import FOLDER

BATCH = 500


@transaction.atomic
def keep_files(
    *,
    site: Site,
    consultation_key: UUID,
    uuid: UUID,
    kept: Collection[str] | None,
    taken: Sequence[Taken],
    until: datetime,
) -> list[OpinionFile]:
    """Take files for what has not been sent, beside those whose keys are ``kept`` (``None``: all); the others go.
    ``until``: how long they wait to be sent. Returns all that there are."""
    waiting = OpinionFile.objects.filter(uuid=uuid, consultation_key=consultation_key, opinion=None)
    if kept is not None:
        drop_files(waiting.exclude(key__in=kept))
    for one in taken:
        row = OpinionFile(
            site=site,
            consultation_key=consultation_key,
            uuid=uuid,
            kept_until=until,
            name=one.name,
            size=one.size,
            searched=one.searched,
        )
        row.content.save(row.key, File(one.content), save=True)
    waiting.update(kept_until=until)
    return list(waiting)


def settle_files(*, opinion: Opinion) -> int:
    """What waited under its ``uuid`` belongs to the opinion that has been sent. Returns how many."""
    waiting = OpinionFile.objects.filter(uuid=opinion.uuid, consultation_key=opinion.consultation_key, opinion=None)
    return waiting.update(opinion=opinion, kept_until=None)


def drop_files(rows: QuerySet[OpinionFile]) -> int:
    """Delete rows, and their files once that holds. Returns how many."""
    places = list(rows.values_list("content", flat=True))
    rows.delete()
    transaction.on_commit(lambda: _unlink(places))
    return len(places)


def _unlink(places: Sequence[str]) -> None:
    for place in places:
        private_storage().delete(place)


def purge_files(*, now: datetime) -> int:
    """Delete what waited too long, and files from before today that no row knows. Returns how many."""
    number = drop_files(OpinionFile.objects.filter(kept_until__lte=now))
    storage = private_storage()
    names = storage.listdir(FOLDER)[1] if storage.exists(FOLDER) else []
    for start in range(0, len(names), BATCH):
        batch = {f"{FOLDER}/{name}" for name in names[start : start + BATCH]}
        known = set(OpinionFile.objects.filter(content__in=batch).values_list("content", flat=True))
        stray = [one for one in batch - known if storage.get_modified_time(one).date() < now.date()]
        _unlink(stray)
        number += len(stray)
    return number
