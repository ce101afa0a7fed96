"""One question by another: pure. Counted are people who answered both; who chose several options is in several cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..engine.definition import Question
from .choosing import Say, alternatives
from .packing import Pack
from .protecting import small

ALL = ""  # whatever was chosen: the totals
CROSSED = ("choice", "choices", "dropdown", "area", "age_group", "scale", "recommendation", "consent")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """``share`` is of the row, in per cent. ``is_small``: about so few people that it must not be published."""

    number: int
    share: int
    is_small: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    label: str
    cells: Sequence[Cell]
    number: int


@dataclass(frozen=True, kw_only=True)
class Cross:
    """``rows`` and ``columns``: the titles of the two questions; ``labels`` head the columns. ``number``: people."""

    rows: str
    columns: str
    labels: Sequence[str]
    lines: Sequence[Line]
    number: int

    @property
    def has_small(self) -> bool:
        return any(cell.is_small for line in self.lines for cell in line.cells)


Counts = Mapping[tuple[str, str], int]  # by a cell of the one question and a cell of the other


def counts(first: Question, second: Question, packs: Iterable[Pack], chosen: tuple[str, str] | None = None) -> Counts:
    """``chosen``: of those only who chose a cell of a question."""
    found: Counter[tuple[str, str]] = Counter()
    for pack in packs:
        both = pack.who_answered(first.id) & pack.who_answered(second.id) & pack.who_chose(chosen)
        ones, others = _sets(pack, first, both), _sets(pack, second, both)
        found.update({(one, other): (ones[one] & others[other]).bit_count() for one in ones for other in others})
    return found


def _sets(pack: Pack, question: Question, among: int) -> dict[str, int]:
    cells = {cell: pack.bits(kept) & among for cell, kept in pack.cells.get(question.id, {}).items()}
    return {ALL: among, **cells}


def cross(first: Question, second: Question, counted: Counts, say: Say, least: int) -> Cross:
    columns = alternatives(second, say)
    return Cross(
        rows=say(first.title),
        columns=say(second.title),
        labels=list(columns.values()),
        lines=[_line(label, row, columns, counted, least) for row, label in alternatives(first, say).items()],
        number=counted.get((ALL, ALL), 0),
    )


def _line(label: str, row: str, columns: Iterable[str], found: Counts, least: int) -> Line:
    total = found.get((row, ALL), 0)
    numbers = [found.get((row, column), 0) for column in columns]
    cells = [
        Cell(number=number, share=int(100 * number / total + 0.5) if total else 0, is_small=small(number, least))
        for number in numbers
    ]
    return Line(label=label, cells=cells, number=total)
