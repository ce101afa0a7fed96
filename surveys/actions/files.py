"""Files on their way: of a draft, then of its response, then gone."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from datetime import time as clock
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import Q, QuerySet

from core.jobs.models import private_storage
from core.uploads import Taken

from ..models import Draft, Response, SentFile
from ..models.files import FOLDER

BATCH = 500


def of_draft(draft: Draft) -> QuerySet[SentFile]:
    """Those of the draft, and of the response that it changes."""
    return SentFile.objects.filter(Q(draft=draft) | Q(response__isnull=False, response=draft.response_id))


@transaction.atomic
def keep_files(*, draft: Draft, question: str, kept: Collection[str], taken: Sequence[Taken]) -> list[str]:
    """Take files into a draft beside those whose keys are ``kept``; others that only the draft had go. Returns what
    `engine.kinds.file` reads of them."""
    there = of_draft(draft).filter(question=question)
    drop_files(there.filter(draft=draft).exclude(key__in=kept))
    rows = [*there.filter(key__in=kept), *(_write(draft, question, one) for one in taken)]
    return [f"{row.key}/{row.size}/{row.name}" for row in rows]


def _write(draft: Draft, question: str, taken: Taken) -> SentFile:
    site_id = draft.version.site_id if draft.version else None
    row = SentFile(
        draft=draft,
        site_id=site_id,
        survey_key=draft.survey_key,
        question=question,
        name=taken.name,
        size=taken.size,
        searched=taken.searched,
    )
    row.content.save(row.key, File(taken.content), save=True)
    _forget_the_hour(row.content.path)
    return row


def _forget_the_hour(path: str) -> None:
    day = time.mktime(datetime.combine(date.today(), clock.min).timetuple())
    os.utime(path, (day, day))


def settle_files(*, draft: Draft, response: Response, answers: Mapping[str, Any]) -> None:
    """Give the files that were sent to the response; the draft's others go."""
    rows = list(of_draft(draft))
    if not rows:
        return
    sent = {
        one["key"] for value in answers.values() if isinstance(value, list) for one in value if isinstance(one, dict)
    }
    drop_files(SentFile.objects.filter(pk__in=[row.pk for row in rows if row.key not in sent]))
    SentFile.objects.filter(pk__in=[row.pk for row in rows if row.key in sent]).update(draft=None, response=response)


def drop_files(rows: QuerySet[SentFile]) -> int:
    """Delete rows, and their files once that holds. Returns how many."""
    places = list(rows.values_list("content", flat=True))
    rows.delete()
    transaction.on_commit(lambda: _unlink(places))
    return len(places)


def _unlink(places: Sequence[str]) -> None:
    for place in places:
        private_storage().delete(place)


@transaction.atomic
def expire_files(*, ids: Sequence[Any]) -> int:
    """Delete files of responses; the answers tell no more than that there was one. Returns how many."""
    rows = SentFile.objects.filter(pk__in=ids).select_related("response")
    for row in rows:
        if row.response is not None:
            answers = row.response.answers
            value = answers.get(row.question) or []
            answers[row.question] = [{**one, "name": "" if one["key"] == row.key else one["name"]} for one in value]
            row.response.save(update_fields=["answers"])
    return drop_files(SentFile.objects.filter(pk__in=ids))


def purge_files(*, today: date) -> int:
    """Delete what is neither of a draft nor of a response, and files from before today that no row knows. Returns how
    many."""
    number = drop_files(SentFile.objects.filter(draft=None, response=None))
    storage = private_storage()
    names = storage.listdir(FOLDER)[1] if storage.exists(FOLDER) else []
    for start in range(0, len(names), BATCH):
        batch = {f"{FOLDER}/{name}" for name in names[start : start + BATCH]}
        known = set(SentFile.objects.filter(content__in=batch).values_list("content", flat=True))
        stray = [one for one in batch - known if storage.get_modified_time(one).date() < today]
        _unlink(stray)
        number += len(stray)
    return number
