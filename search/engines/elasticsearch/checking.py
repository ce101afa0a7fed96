"""Holding the index against the rows, and mending what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...models import Change, Entry
from ..base import tokens_of
from . import building, changes, sending
from .client import answering, client
from .index import COLUMNS, ROWS, SEND_WITHIN, digest, names, rows_of

Indexed = tuple[int, str, int]  # row, digest of its tokens, version


@dataclass
class Differences:
    """Ids of rows that the index lacks, has although they are gone, or has as they were. ``newest``: the greatest version
    in the index."""

    rows: int = 0
    missing: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    old: list[int] = field(default_factory=list)
    newest: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.old)

    @property
    def all(self) -> list[int]:
        return sorted([*self.missing, *self.extra, *self.old])


def compare() -> Differences:
    """Walk both in the order of ids. Changes that wait are no differences. Raises `Unavailable`."""
    with answering():
        client().options(request_timeout=SEND_WITHIN).indices.refresh(index=names().live)
    found = Differences()
    suspects: list[int] = []
    ours, theirs = _rows(), _indexed()
    row, indexed = next(ours, None), next(theirs, None)
    while row or indexed:
        if indexed:
            found.newest = max(found.newest, indexed[2])
        if indexed is None or (row is not None and row[0] < indexed[0]):
            assert row is not None
            suspects.append(row[0])
            row, found.rows = next(ours, None), found.rows + 1
        elif row is None or indexed[0] < row[0]:
            suspects.append(indexed[0])
            indexed = next(theirs, None)
        else:
            if row[1] != indexed[1]:
                suspects.append(row[0])
            row, indexed, found.rows = next(ours, None), next(theirs, None), found.rows + 1
    _judge(suspects, found)
    return found


def mend(found: Differences) -> None:
    """Send what differs; all anew where the index has seen later changes than the database, which was then restored from
    a copy. Raises `Unavailable` and `building.Busy`."""
    wrong = found.all
    changes.note(wrong)
    first = Change.objects.filter(row_id__in=wrong[:ROWS]).order_by("-pk").values_list("pk", flat=True).first()
    if first is not None and first <= found.newest:
        building.build()
    sending.send(seconds=600)


def _judge(suspects: Sequence[int], found: Differences) -> None:
    """Look again at what seemed to differ: it may have changed, or been sent, while the walk went on."""
    for start in range(0, len(suspects), ROWS):
        ids = suspects[start : start + ROWS]
        waiting = set(Change.objects.filter(row_id__in=ids).values_list("row_id", flat=True))
        rows = rows_of(ids)
        indexed = {row_id: own for row_id, own, _version in _page({"terms": {"row": list(ids)}})}
        for row_id in ids:
            if row_id in waiting:
                continue
            if row_id not in rows:
                _add(found.extra, row_id, row_id in indexed)
            elif row_id not in indexed:
                found.missing.append(row_id)
            else:
                _add(found.old, row_id, _digest(rows[row_id]) != indexed[row_id])


def _add(to: list[int], row_id: int, is_so: bool) -> None:
    if is_so:
        to.append(row_id)


def _digest(row: dict[str, Any]) -> str:
    return digest(sorted(tokens_of(row)))


def _rows() -> Iterator[tuple[int, str]]:
    last = -1
    while rows := list(Entry.objects.filter(pk__gt=last).order_by("pk").values(*COLUMNS)[:ROWS]):
        yield from ((row["id"], _digest(row)) for row in rows)
        last = rows[-1]["id"]


def _indexed() -> Iterator[Indexed]:
    last: int | None = -1
    while last is not None:
        page = list(_page({"range": {"row": {"gt": last}}}))
        yield from page
        last = page[-1][0] if page else None


def _page(query: dict[str, Any]) -> Iterable[Indexed]:
    with answering():
        answer = (
            client()
            .options(request_timeout=SEND_WITHIN)
            .search(
                index=names().live,
                query=query,
                sort=[{"row": "asc"}],
                size=2 * ROWS,
                docvalue_fields=[{"field": "digest"}, {"field": "version"}],
                track_total_hits=False,
                allow_partial_search_results=False,
            )
        )
    for hit in answer["hits"]["hits"]:
        yield hit["sort"][0], hit["fields"]["digest"][0], hit["fields"]["version"][0]
