"""What answers count in, question by question: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..engine.conditions import Condition
from ..engine.definition import Definition, Question
from ..engine.flow import filled, walk
from ..engine.kinds import Value, kind_of
from ..engine.kinds.budget import TOTAL
from ..engine.kinds.consent import YES
from ..engine.kinds.matrix import cell_fact

REMEMBERED = 5_000  # courses through a survey that are kept in memory


@dataclass
class Tally:
    """Of one question: how many were ``asked``, how many of them ``answered``, and ``cells``: how many answered what
    (`cells`)."""

    asked: int = 0
    answered: int = 0
    cells: Counter[str] = field(default_factory=Counter)


Tallies = dict[str, Tally]


def counted(question: Question) -> bool:
    """Whether there are answers of it among the responses."""
    kind = kind_of(question.kind)
    return kind.stores and not kind.apart


class Asking:
    """Who was asked what in a version."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self._decisive = decisive(definition)
        self._courses: dict[str, list[Question]] = {}

    def asked(self, answers: Mapping[str, Value]) -> list[Question]:
        """The questions that were shown: they follow from the few answers that conditions are about. Of one course it is
        the same list each time."""
        chosen = {key: answers[key] for key in self._decisive if key in answers}
        course = repr(chosen)
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
            found += [question.section_if, question.shown_if]
            found += [*(option.shown_if for option in (*question.options, *question.rows))]
    return (condition for condition in found if condition is not None)


def asked_of_all(definition: Definition) -> frozenset[str]:
    """The questions that no answer hides."""
    if any(page.jumps for page in definition.pages):
        return frozenset()
    pages = (page for page in definition.pages if page.shown_if is None)
    asked = (one for page in pages for one in page.questions)
    return frozenset(one.id for one in asked if one.shown_if is None and one.section_if is None)


def cells(question: Question, value: Value) -> Iterable[str]:
    """What an answer counts in: an option (of a place, the area that was chosen), a number or a day as text,
    «row:option» of a matrix, «option:place» of a ranking, «option:amount:total» of a budget."""
    return _CELLS.get(question.kind, _none)(question, value)


def _none(question: Question, value: Any) -> Iterable[str]:
    return ()


def _chosen(question: Question, value: Any) -> Iterable[str]:
    chosen: list[str] = value["chosen"]
    return chosen


def _itself(question: Question, value: Any) -> Iterable[str]:
    return (str(value),)


def _matrix(question: Question, value: Any) -> Iterable[str]:
    return (cell_fact(row, option) for row, option in value.items())


def _ranking(question: Question, value: Any) -> Iterable[str]:
    return (f"{option}:{place}" for place, option in enumerate(value, start=1))


def _budget(question: Question, value: Any) -> Iterable[str]:
    total = question.limit("total", TOTAL)
    return (f"{option}:{amount}:{total}" for option, amount in value.items())


def _area(question: Question, value: Any) -> Iterable[str]:
    return (value["area"],) if "area" in value else ()


_CELLS: Mapping[str, Callable[[Question, Any], Iterable[str]]] = {
    **dict.fromkeys(("choice", "choices", "dropdown", "area", "age_group"), _chosen),
    **dict.fromkeys(("scale", "recommendation", "number", "postal_code", "date"), _itself),
    "consent": lambda question, value: (YES,),
    "matrix": _matrix,
    "place": _area,
    "ranking": _ranking,
    "budget": _budget,
}
