"""Which rows have a phrase just as it was written: the index knows words only, so the rows themselves are read.

As many as a reader may wait for; what is beyond them is not shown, and the page says that there may be more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from . import rows
from .wording import Wording

MOST_READ = 400  # rows
MOST_SIGNS = 6_000_000  # characters of their texts together
_BATCH = 100


def met_exactly(wording: Wording, ids: Sequence[int]) -> tuple[set[int], set[int]]:
    """Of rows that have the words, in the order given, those that have the phrases; and those that were read. A query for
    a hundred of them."""
    met, read = set[int](), set[int]()
    for row_id, texts in _texts(ids[:MOST_READ]):
        read.add(row_id)
        if wording.is_met_by(*texts):
            met.add(row_id)
    return met, read


def met_by_each(asked: Sequence[tuple[Wording, Sequence[int]]]) -> list[tuple[int, ...]]:
    """Of the rows of each those that have its phrases. A query for a hundred rows, none where there are no phrases."""
    texts = dict(
        _texts(sorted({row_id for wording, ids in asked if wording.is_exacting for row_id in ids})[:MOST_READ])
    )
    return [
        tuple(one for one in ids if not wording.is_exacting or (one in texts and wording.is_met_by(*texts[one])))
        for wording, ids in asked
    ]


def _texts(ids: Sequence[int]) -> Iterator[tuple[int, tuple[str, str]]]:
    """A heading that finds nothing (`registry.Document`) is not read."""
    signs = 0
    for start in range(0, len(ids), _BATCH):
        for row_id, title, title_tokens, text in rows.read("title, title_tokens, text", ids[start : start + _BATCH]):
            signs += len(text)
            yield row_id, (title if title_tokens else "", text)
            if signs > MOST_SIGNS:
                return
