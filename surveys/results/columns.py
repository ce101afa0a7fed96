"""What a question is counted in by groups, and tables of it: pure. A column is an alternative, or who did not answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..engine.definition import Question
from ..engine.kinds import SINGLE
from ..engine.kinds.scale import SKIP, Scale
from .grouping import Table
from .packing import Pack
from .protecting import UNANSWERED
from .telling import stance, stances

KINDS = frozenset({*SINGLE, "choices", "scale", "recommendation"})
OTHERS = "not "  # before an option of several: who answered and did not choose it
Sets = Mapping[str, int]  # people as bits, by column


def columns_of(question: Question) -> list[str]:
    """Each person is in one of them; of several choices, in one of each alternative's two."""
    if question.kind == "recommendation":
        return [*stances(), UNANSWERED]
    if question.kind == "scale":
        return [*map(str, Scale().numbers(question)), SKIP, UNANSWERED]
    options = [option.id for option in question.options]
    others = [OTHERS + option for option in options] if question.kind == "choices" else []
    return [*options, *others, UNANSWERED]


def people(question: Question, pack: Pack) -> Sets:
    """Of a question that everybody was asked."""
    answered = pack.who_answered(question.id)
    own = {cell: pack.bits(kept) for cell, kept in pack.cells.get(question.id, {}).items()}
    if question.kind == "recommendation":
        own = _gathered(own)
    if question.kind == "choices":
        own |= {OTHERS + option.id: answered & ~own.get(option.id, 0) for option in question.options}
    return {**dict.fromkeys(columns_of(question), 0), **own, UNANSWERED: pack.everybody & ~answered}


def _gathered(sets: Sets) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell, bits in sets.items():
        name = stance(int(cell))
        found[name] = found.get(name, 0) | bits
    return found


def counted(
    rows: Iterable[Question], questions: Iterable[Question], packs: Iterable[Pack]
) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, Table]]]:
    """How many are in each column, by question; and by each question of ``rows``, the table of every other question."""
    margins: dict[str, Counter[str]] = {}
    tables: dict[str, dict[str, dict[str, Counter[str]]]] = {}
    by_rows, every = [one.id for one in rows], {one.id: one for one in questions}
    for pack in packs:
        sets = {key: people(one, pack) for key, one in every.items()}
        for key, columns in sets.items():
            margins.setdefault(key, Counter()).update({name: bits.bit_count() for name, bits in columns.items()})
        for row in by_rows:
            for key in every.keys() - {row}:
                found = tables.setdefault(row, {}).setdefault(key, {})
                for group, own in sets[row].items():
                    both = {column: (own & bits).bit_count() for column, bits in sets[key].items()}
                    found.setdefault(group, Counter()).update(both)
    return _plain(margins), {row: {key: _plain(table) for key, table in own.items()} for row, own in tables.items()}


def _plain(found: Mapping[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {key: dict(counts) for key, counts in found.items()}
