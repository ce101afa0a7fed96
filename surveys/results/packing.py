"""Responses packed so that any part of them is counted without reading them again: pure.

The people of a pack are numbered in the order of their random keys, which is none. Who was asked, who answered and who
answered what are each a set of them, kept as the bits of a whole number: how many of those who chose this also chose
that is an «and» and a count of bits (bitmap index: O'Neil and Quass, Improved Query Performance with Variant Indexes,
1997)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ..engine.definition import Definition
from ..engine.flow import filled, walk
from ..engine.kinds import Value
from ..engine.scoring import profile
from .counting import Asking, Tallies, Tally, cells

FORM = 4  # of what is kept; raised when that, or what answers count in, changes
WHOLE = ""  # beside the ids of dimensions
DEGREE = 100_000  # parts of one that places are kept to: about a metre
SPARSE = 16  # so many times fewer people than there are: they are listed
Kept = Any  # a set as JSON: ``True`` is everybody, a list names few, hexadecimal digits are the bits of others


@dataclass(frozen=True)
class Pack:
    """``number`` of people, and sets of them by question: ``asked``, ``answered``, and ``cells`` by what was
    answered. ``marks``: places on the map by question, three whole numbers for each: a person, longitude, latitude.
    ``scores``: by dimension and `WHOLE`, who got which share of the points, a fraction as text."""

    number: int
    asked: Mapping[str, Kept]
    answered: Mapping[str, Kept]
    cells: Mapping[str, Mapping[str, Kept]]
    marks: Mapping[str, Sequence[int]] = field(default_factory=dict)
    scores: Mapping[str, Mapping[str, Kept]] = field(default_factory=dict)

    def to_json(self) -> list[Any]:
        return [self.number, self.asked, self.answered, self.cells, self.marks, self.scores]

    def places(self, question: str, chosen: tuple[str, str] | None = None) -> Iterator[tuple[int, float, float]]:
        """Person, longitude and latitude of each place; ``chosen``: of those who chose a cell of a question."""
        found, among = iter(self.marks.get(question, ())), None if chosen is None else self.who_chose(chosen)
        for person, lon, lat in zip(found, found, found, strict=True):
            if among is None or among >> person & 1:
                yield person, lon / DEGREE, lat / DEGREE

    @property
    def everybody(self) -> int:
        return (1 << self.number) - 1

    def bits(self, kept: Kept) -> int:
        if kept is True:
            return self.everybody
        return sum(1 << place for place in kept) if isinstance(kept, list) else int(kept, 16)

    def size(self, kept: Kept, among: int | None = None) -> int:
        """How many they are; ``among``: of these people only."""
        if among is not None:
            return (self.bits(kept) & among).bit_count()
        if kept is True:
            return self.number
        return len(kept) if isinstance(kept, list) else int(kept, 16).bit_count()

    def who_answered(self, question: str) -> int:
        return self.bits(self.answered.get(question, []))

    def who_chose(self, chosen: tuple[str, str] | None) -> int:
        """Those who chose a cell of a question; ``None`` is everybody."""
        if chosen is None:
            return self.everybody
        question, cell = chosen
        return self.bits(self.cells.get(question, {}).get(cell, []))


class Packing:
    """Takes in the responses to one version, in the order of their keys."""

    def __init__(self, asking: Asking) -> None:
        self._asking, self.number = asking, 0
        self._courses: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._answered: dict[str, list[int]] = defaultdict(list)
        self._marks: dict[str, list[int]] = defaultdict(list)
        self._cells: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._scores: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(self, answers: Mapping[str, Value]) -> None:
        place, self.number = self.number, self.number + 1
        questions = self._asking.asked(answers)
        self._courses[tuple(question.id for question in questions)].append(place)
        for question in questions:
            if (value := answers.get(question.id)) is not None:
                self._answered[question.id].append(place)
                held = self._cells[question.id]
                for cell in cells(question, value):
                    held[cell].append(place)
                if question.kind == "place":
                    for lon, lat in value.get("points", ()):
                        self._marks[question.id] += (place, round(lon * DEGREE), round(lat * DEGREE))
        for dimension, share in shares(self._asking.definition, answers):
            self._scores[dimension][str(share)].append(place)

    def pack(self) -> Pack:
        asked: dict[str, list[int]] = defaultdict(list)
        for course, places in self._courses.items():
            for question in course:
                asked[question] += places
        cells, scores = self._by(self._cells), self._by(self._scores)
        return Pack(self.number, self._kept(asked), self._kept(self._answered), cells, dict(self._marks), scores)

    def _by(self, sets: Mapping[str, Mapping[str, list[int]]]) -> dict[str, dict[str, Kept]]:
        return {name: self._kept(held) for name, held in sets.items()}

    def _kept(self, sets: Mapping[str, list[int]]) -> dict[str, Kept]:
        return {name: _kept(places, self.number) for name, places in sets.items()}


def shares(definition: Definition, answers: Mapping[str, Value]) -> Iterator[tuple[str, Fraction]]:
    """What somebody got of the points, by dimension and in the whole; nothing where nothing counts."""
    if not definition.dimensions:
        return
    own = profile(definition, walk(definition, filled(definition, answers)))
    for dimension, share in (*((one.dimension.id, one.share) for one in own.scored), (WHOLE, own.total)):
        if share is not None:
            yield dimension, share


def _kept(places: Iterable[int], number: int) -> Kept:
    found = sorted(set(places))
    if len(found) == number:
        return True
    if len(found) * SPARSE < number:
        return found
    marks = bytearray(number // 8 + 1)
    for place in found:
        marks[place >> 3] |= 1 << (place & 7)
    return f"{int.from_bytes(marks, 'little'):x}"


def tallied(packs: Iterable[Pack], chosen: tuple[str, str] | None = None) -> tuple[int, Tallies]:
    """How many responses, and what was answered in them; ``chosen``: in those that chose a cell of a question."""
    number, tallies = 0, Tallies()
    for pack in packs:
        among = None if chosen is None else pack.who_chose(chosen)
        number += pack.number if among is None else among.bit_count()
        for question, kept in pack.asked.items():
            tallies.setdefault(question, Tally()).asked += pack.size(kept, among)
        for question, kept in pack.answered.items():
            tallies[question].answered += pack.size(kept, among)
        for question, held in pack.cells.items():
            found = tallies[question].cells
            for cell, kept in held.items():
                found[cell] += pack.size(kept, among)
    return number, {question: _without_nobody(tally) for question, tally in tallies.items() if tally.asked}


def _without_nobody(tally: Tally) -> Tally:
    return Tally(tally.asked, tally.answered, Counter({cell: count for cell, count in tally.cells.items() if count}))
