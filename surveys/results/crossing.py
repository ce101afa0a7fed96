"""One question by another: pure. Counted are people who answered both; who chose several options is in several cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..engine.definition import Question
from .choosing import Say, alternatives, chosen_in
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


Counts = list[list[Any]]  # a cell of the one question, a cell of the other, how many


def counts(first: Question, second: Question, responses: Iterable[Mapping[str, Any]]) -> Counts:
    """As JSON, so that they can be remembered."""
    found: Counter[tuple[str, str]] = Counter()
    for answers in responses:
        if first.id in answers and second.id in answers:
            ones, others = chosen_in(first, answers[first.id]), chosen_in(second, answers[second.id])
            found.update((one, other) for one in (ALL, *ones) for other in (ALL, *others))
    return [[one, other, number] for (one, other), number in found.items()]


def cross(first: Question, second: Question, counted: Counts, say: Say, least: int) -> Cross:
    found = {(one, other): number for one, other, number in counted}
    columns = alternatives(second, say)
    return Cross(
        rows=say(first.title),
        columns=say(second.title),
        labels=list(columns.values()),
        lines=[_line(label, row, columns, found, least) for row, label in alternatives(first, say).items()],
        number=found.get((ALL, ALL), 0),
    )


def _line(label: str, row: str, columns: Iterable[str], found: Mapping[tuple[str, str], int], least: int) -> Line:
    total = found.get((row, ALL), 0)
    numbers = [found.get((row, column), 0) for column in columns]
    cells = [
        Cell(number=number, share=int(100 * number / total + 0.5) if total else 0, is_small=small(number, least))
        for number in numbers
    ]
    return Line(label=label, cells=cells, number=total)
