"""Every write of the index. All may be called within a transaction, and a reader finds what was put at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from time import monotonic
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from core.text import tidy_line

from . import vocabulary
from .analysis import VERSION, lines
from .analysis.beginnings import beginnings
from .engines import engine
from .engines.elasticsearch.changes import wake
from .entries import CLOSED, OPEN, another_identity, entries_of, every_identity, standing, thing
from .models import Entry
from .registry import Document, sources

BATCH = 500
REFRESHED = 50  # rows a transaction
SIGNS = 4_000_000  # characters of text in a batch
_ANEW = """
UPDATE search_entry SET title_tokens = %s, text_tokens = %s, begins = %s, version = %s
WHERE id = %s AND (version IS NULL OR version < %s)
"""
_REPLACED = [field.name for field in Entry._meta.concrete_fields if not field.primary_key]


def put(*, document: Document) -> None:
    """Make one thing findable, in the place of whatever was there of it."""
    put_many(documents=[document])


def put_many(*, documents: Iterable[Document]) -> int:
    """`put` for many; returns how many. The languages of one thing follow one another."""
    count = 0
    for batch in _batches(documents):
        _replace(batch)
        count += len(batch)
    return count


def remove(*, kind: str, object_id: int) -> None:
    """Nothing finds it any more, in any language."""
    remove_many(kind=kind, object_ids=[object_id])


def remove_many(*, kind: str, object_ids: Iterable[int]) -> None:
    wanted = list(object_ids)
    for start in range(0, len(wanted), BATCH):
        Entry.objects.filter(kind=kind, object_id__in=wanted[start : start + BATCH]).delete()
    wake()


def entitle(*, kind: str, object_ids: QuerySet[Any], language: str, title: str) -> None:
    """What is shown above things whose heading is another's (`Document.own_title`) has changed. One query; nothing is
    written where it has not."""
    title = tidy_line(title)[: Entry._meta.get_field("title").max_length]
    rows = Entry.objects.filter(kind=kind, object_id__in=object_ids, language=language).exclude(title=title)
    if rows.update(title=title):
        wake()


def rebuild(*, site_id: int | None = None, progress: Callable[[str, int], None] | None = None) -> dict[str, int]:
    """Read every source anew and drop what no source gives any more; searching goes on meanwhile.

    Returns the number of documents by kind. ``progress(kind, done)`` is called after each batch."""
    counts: dict[str, int] = {}
    for kind, source in sources().items():
        seen: set[int] = set()
        counts[kind] = 0
        for batch in _batches(source.documents(site_id)):
            _replace(batch)
            seen.update(document.object_id for document in batch)
            counts[kind] += len(batch)
            if progress:
                progress(kind, counts[kind])
        _drop_others(kind, seen, site_id)
    if site_id is None:
        Entry.objects.exclude(kind__in=counts).delete()
    return counts


def refresh(*, seconds: float) -> int:
    """Analyse anew rows that an earlier version of the analysis made, the newest first, for so long at most; returns
    how many. Their text is what it was, so nothing that goes meanwhile comes back."""
    until, done = monotonic() + seconds, 0
    for version in (None, *range(1, VERSION)):
        stale = Entry.objects.filter(version=version).order_by("-id")
        while monotonic() < until and (rows := list(stale[:REFRESHED])):
            _analyse_anew(rows)
            done += len(rows)
    if done and monotonic() < until:
        engine().tidy()
    return done


def turn(*, now: datetime) -> int:
    """Bring up to date what the rows say of being open, as the clock has it; returns how many changed."""
    rows = list(Entry.objects.filter(turns__lte=now).only("filters", "opens", "closes", "turns")[: BATCH * 4])
    for row in rows:
        said, row.turns = standing(row.opens, row.closes, now)
        kept = [token for token in row.filters.split() if token not in (OPEN, CLOSED)]
        row.filters = " ".join([*kept, *([said] if said else [])])
    Entry.objects.bulk_update(rows, ["filters", "turns"], batch_size=100)
    return len(rows)


def _analyse_anew(rows: Sequence[Entry]) -> None:
    """A row that was put meanwhile is of this version already, and is left as it is."""
    values = [
        (
            lines(row.title, row.language, title=True) if row.title_tokens else "",
            lines(row.text, row.language, title=False),
            beginnings(row.title) if row.title_tokens else "",
            VERSION,
            row.pk,
            VERSION,
        )
        for row in rows
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(_ANEW, values)
        _learn_words(rows)
        wake()


def _drop_others(kind: str, seen: set[int], site_id: int | None) -> None:
    rows = Entry.objects.filter(kind=kind) if site_id is None else Entry.objects.filter(kind=kind, site_id=site_id)
    known = rows.values_list("object_id", flat=True)
    remove_many(kind=kind, object_ids=[object_id for object_id in known.iterator() if object_id not in seen])


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Some hundreds at a time; what belongs to one thing is never torn apart."""
    batch: list[Document] = []
    signs = 0
    for _thing, versions in groupby(documents, thing):
        found = list(versions)
        batch.extend(found)
        signs += sum(len(one.text) for one in found)
        if len(batch) >= BATCH or signs >= SIGNS:
            yield batch
            batch, signs = [], 0
    if batch:
        yield batch


def _replace(batch: Sequence[Document]) -> None:
    by_kind: dict[str, set[int]] = defaultdict(set)
    for document in batch:
        by_kind[document.kind].add(document.object_id)
    entries = entries_of(batch)
    with transaction.atomic():
        for kind, object_ids in by_kind.items():
            Entry.objects.filter(kind=kind, object_id__in=object_ids).delete()
        _move_aside(entries)
        # A twin that was put in another transaction just now is overwritten, not an error.
        Entry.objects.bulk_create(
            entries, update_conflicts=True, unique_fields=["kind", "object_id", "language"], update_fields=_REPLACED
        )
        _learn_words(entries)
        wake()


def _learn_words(entries: Sequence[Entry]) -> None:
    """Once the rows are there for certain."""
    transaction.on_commit(partial(vocabulary.learn, vocabulary.words_of(entries)), robust=True)


def _move_aside(entries: Sequence[Entry]) -> None:
    """Give another identity to what would share one: things with the same number and minute, rarely."""
    taken = _known(entry.pk for entry in entries)
    if taken or len({entry.pk for entry in entries}) < len(entries):
        taken = _known(one for entry in entries for one in every_identity(entry.pk))
    for entry in entries:
        while entry.pk in taken:
            entry.pk = another_identity(entry.pk)
        taken.add(entry.pk)


def _known(ids: Iterable[int]) -> set[int]:
    """Those that are rows already; as many at a time as a statement takes."""
    wanted, found = list(ids), set[int]()
    for start in range(0, len(wanted), BATCH):
        found |= set(Entry.objects.filter(pk__in=wanted[start : start + BATCH]).values_list("pk", flat=True))
    return found
