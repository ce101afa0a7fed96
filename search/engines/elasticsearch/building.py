"""Making the index anew beside the one that is asked meanwhile."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from ...models import Change, Entry, Replica
from . import changes
from .client import Unavailable, answering, client
from .index import COLUMNS, LEAST_VERSION, ROWS, Write, document, names, patient, put_template, write

logger = logging.getLogger(__name__)
ALIVE = timedelta(minutes=2)  # without a sign of a build, after which another may begin
Progress = Callable[[int], None]


class Busy(Exception):  # noqa: N818  says what is
    """Another process is building the index."""


def build(progress: Progress | None = None) -> int:
    """Make a new index of all rows, then let its name be asked instead of the old one's; returns the number of rows.

    What changes meanwhile is sent to both, and outdoes what was read here. Raises `Unavailable` and `Busy`."""
    changes.follow()
    _begin()
    index = ""
    try:
        index = _create()
        done = _fill(progress)
        _swap(index)
    except BaseException:
        _drop(index)
        raise
    finally:
        Replica.objects.update(building_at=None)
    Replica.objects.update(built_at=timezone.now(), problem="", problem_since=None)
    Change.objects.exclude(refused="").update(refused="")
    return done


def is_built() -> bool:
    """Whether there is an index to ask. Raises `Unavailable`."""
    with answering():
        return bool(client().indices.exists_alias(name=names().live))


def _begin() -> None:
    now = timezone.now()
    free = Q(building_at=None) | Q(building_at__lt=now - ALIVE)
    if not Replica.objects.filter(free).update(building_at=now):
        raise Busy


def _create() -> str:
    put_template()
    known = names()
    index = known.new(int(time.time() * 1000))
    with answering():
        for left in _named(known.coming):  # of a build that was broken off
            patient().indices.delete(index=left)
        # The new one comes last of its kind: changes are sent to it from now on.
        patient().indices.create(index=index, aliases={known.coming: {}}, settings={"refresh_interval": "-1"})
    return index


def _fill(progress: Progress | None) -> int:
    done = 0
    for rows in _batches():
        writes = (Write(row["id"], LEAST_VERSION, document(row, LEAST_VERSION)) for row in rows)
        for row_id, problem in write(writes, [names().coming], refresh=False):
            if problem:
                logger.error("Elasticsearch refuses row %s of the search: %s", row_id, problem)
        done += len(rows)
        Replica.objects.update(building_at=timezone.now())
        if progress:
            progress(done)
    return done


def _batches() -> Iterator[list[dict[str, Any]]]:
    """Those that are there now: later ones are sent as changes."""
    last, greatest = -1, Entry.objects.aggregate(greatest=Max("pk"))["greatest"] or 0
    wanted = Entry.objects.filter(pk__lte=greatest).order_by("pk")
    while rows := list(wanted.filter(pk__gt=last).values(*COLUMNS)[:ROWS]):
        yield rows
        last = rows[-1]["id"]


def _swap(index: str) -> None:
    known, indices = names(), patient().indices
    with answering():
        indices.put_settings(index=index, settings={"refresh_interval": "1s"})
        indices.refresh(index=index)
        old = _named(known.live)
        indices.update_aliases(
            actions=[
                {"remove": {"index": index, "alias": known.coming}},
                *({"remove": {"index": other, "alias": known.live}} for other in old),
                {"add": {"index": index, "alias": known.live}},
            ]
        )
        for other in old:
            indices.delete(index=other)


def _named(alias: str) -> list[str]:
    """The indexes that have an alias."""
    indices = patient().indices
    return sorted(indices.get_alias(name=alias)) if indices.exists_alias(name=alias) else []


def _drop(index: str) -> None:
    """What was begun; left for the next build where Elasticsearch is away."""
    if not index:
        return
    try:
        with answering():
            patient().options(ignore_status=404).indices.delete(index=index)
    except Unavailable as problem:
        logger.warning("An unfinished index of the search is left in Elasticsearch: %s", problem.code)
