"""Counting answers question by question: pure, a response at a time, so that any number of them fits in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..engine.conditions import Condition
from ..engine.definition import Definition, Question
from ..engine.flow import filled, walk
from ..engine.kinds import Value, kind_of
from ..engine.kinds.budget import TOTAL
from ..engine.kinds.matrix import cell_fact

REMEMBERED = 5_000  # courses through a survey that are kept in memory


@dataclass
class Tally:
    """Of one question: how many were ``asked``, how many of them ``answered``, and ``cells``: how often what was
    answered. A cell is an option, a number as text, «row:option» of a matrix, «option:place» of a ranking; of a budget
    it is the sum of the shares (0–1) that the respondents gave an option."""

    asked: int = 0
    answered: int = 0
    cells: Counter[str] = field(default_factory=Counter)

    def add(self, question: Question, value: Value | None) -> None:
        self.asked += 1
        if value is None:
            return
        self.answered += 1
        for cell, weight in _CELLS.get(question.kind, _none)(question, value):
            self.cells[cell] += weight  # type: ignore[assignment]  # a share is no whole number


Tallies = dict[str, Tally]
Cells = Iterator[tuple[str, float]]


def counted(question: Question) -> bool:
    """Whether there are answers of it among the responses."""
    kind = kind_of(question.kind)
    return kind.stores and not kind.apart


class Counting:
    """Takes in the responses to one version."""

    def __init__(self, definition: Definition, tallies: Tallies) -> None:
        self.definition, self.tallies = definition, tallies
        self._decisive = decisive(definition)
        self._courses: dict[str, list[Question]] = {}

    def add(self, answers: Mapping[str, Value]) -> None:
        for question in self.asked(answers):
            self.tallies.setdefault(question.id, Tally()).add(question, answers.get(question.id))

    def asked(self, answers: Mapping[str, Value]) -> list[Question]:
        """The questions that were shown: they follow from the few answers that conditions are about."""
        chosen = {key: value for key, value in answers.items() if key in self._decisive}
        course = repr(sorted(chosen.items()))
        if course not in self._courses:
            if len(self._courses) >= REMEMBERED:
                self._courses.clear()
            shown = walk(self.definition, filled(self.definition, chosen)).asked_ids()
            self._courses[course] = [one for one in self.definition.questions() if one.id in shown and counted(one)]
        return self._courses[course]


def decisive(definition: Definition) -> frozenset[str]:
    """The questions whose answers decide what else is shown."""
    return frozenset(clause.question for condition in _conditions(definition) for clause in condition.clauses)


def _conditions(definition: Definition) -> Iterator[Condition]:
    found: list[Condition | None] = []
    for page in definition.pages:
        found += [page.shown_if, *(jump.condition for jump in page.jumps)]
        for question in page.questions:
            found += [question.shown_if, *(option.shown_if for option in (*question.options, *question.rows))]
    return (condition for condition in found if condition is not None)


def asked_of_all(definition: Definition) -> frozenset[str]:
    """The questions that no answer hides."""
    if any(page.jumps for page in definition.pages):
        return frozenset()
    pages = (page for page in definition.pages if page.shown_if is None)
    return frozenset(one.id for page in pages for one in page.questions if one.shown_if is None)


def _none(question: Question, value: Any) -> Cells:
    yield from ()


def _chosen(question: Question, value: Any) -> Cells:
    return ((option, 1) for option in value["chosen"])


def _itself(question: Question, value: Any) -> Cells:
    yield str(value), 1


def _matrix(question: Question, value: Any) -> Cells:
    return ((cell_fact(row, option), 1) for row, option in value.items())


def _ranking(question: Question, value: Any) -> Cells:
    return ((f"{option}:{place}", 1) for place, option in enumerate(value, start=1))


def _budget(question: Question, value: Any) -> Cells:
    total = question.limit("total", TOTAL)
    return ((option, amount / total) for option, amount in value.items())


_CELLS: Mapping[str, Callable[[Question, Any], Cells]] = {
    **dict.fromkeys(("choice", "choices", "dropdown", "area", "age_group"), _chosen),
    **dict.fromkeys(("scale", "recommendation", "number", "postal_code"), _itself),
    "consent": lambda question, value: iter([("yes", 1)]),
    "matrix": _matrix,
    "ranking": _ranking,
    "budget": _budget,
}
