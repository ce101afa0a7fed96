"""Sending what has changed, in order, until nothing waits or Elasticsearch is away."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import timedelta

from django.db.models.functions import Coalesce
from django.utils import timezone

from ...entries import filter_token
from ...models import Change, Replica
from ..base import Expression
from .client import Unavailable, answering, breaker, client
from .engine import ask
from .index import ROWS, Write, document, names, patient, rows_of, write

logger = logging.getLogger(__name__)
_ANYTHING = Expression((frozenset({filter_token("k", "page")}),))
TOLD_EVERY = timedelta(seconds=30)
AT_ONCE = 1000  # changes that become found together: a refresh costs the same for one as for many


def send(*, seconds: float = 60.0) -> int:
    """Send for so long at most; returns how many changes. What cannot be sent waits, and says why (`Replica`)."""
    until, done = time.monotonic() + seconds, 0
    try:
        while time.monotonic() < until and (changes := _waiting()):
            done += _send(changes)
        ask([_ANYTHING], 1)  # it may take what is written and answer nothing
    except Unavailable as problem:
        breaker.failed(problem)
        tell(problem.code)
    else:
        breaker.succeeded()
        tell("")
    return done


def _waiting() -> list[tuple[int, int]]:
    """Number and row of the changes that wait longest."""
    return list(Change.objects.filter(refused="").order_by("pk").values_list("pk", "row_id")[:AT_ONCE])


def _send(changes: Sequence[tuple[int, int]]) -> int:
    """A row is sent as it is now, under the number of its last change that was seen before it was read: whoever sends a
    greater number sends what is as new or newer, so late and double sendings do no harm."""
    last = {row_id: number for number, row_id in changes}
    targets = _targets()
    parts = [list(last)[start : start + ROWS] for start in range(0, len(last), ROWS)]
    refused: dict[int, str] = {}
    for part in parts:
        rows = rows_of(part)
        writes = (Write(each, last[each], document(rows[each], last[each]) if each in rows else None) for each in part)
        answers = write(writes, targets, refresh=len(parts) == 1)
        refused |= {row_id: problem for row_id, problem in answers if problem}
    if len(parts) > 1:
        with answering():
            patient().indices.refresh(index=targets)
    for row_id, problem in refused.items():
        logger.error("Elasticsearch refuses row %s of the search: %s", row_id, problem)
        Change.objects.filter(row_id=row_id, pk__lte=last[row_id]).update(refused=problem)
    sent = [number for number, row_id in changes if row_id not in refused]
    Change.objects.filter(pk__in=sent).delete()
    taken = last.keys() - refused.keys()
    Change.objects.exclude(refused="").filter(row_id__in=taken).delete()  # refused once, and then taken
    return len(sent)


def _targets() -> list[str]:
    """Asked after the changes were read: an index that comes later reads them as rows."""
    known = names()
    with answering():
        is_coming = client().indices.exists_alias(name=known.coming)
    return [known.live, known.coming] if is_coming else [known.live]


def tell(problem: str) -> None:
    """Keep how it went, for those who look (`search.health`)."""
    now = timezone.now()
    told = Replica.objects.exclude(problem=problem, seen_at__gt=now - TOLD_EVERY)
    told.update(problem=problem, seen_at=now, problem_since=Coalesce("problem_since", now) if problem else None)
