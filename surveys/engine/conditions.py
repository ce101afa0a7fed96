"""When something is shown: clauses about earlier answers. An answer that is not there (not given, hidden, wrong) passes only
the clauses that ask for nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum


class Op(StrEnum):
    ANY = "any"  # at least one of the options
    ALL = "all"  # every one of them
    NONE = "none"  # none of them
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    AT_LEAST = "at_least"  # the number
    AT_MOST = "at_most"


@dataclass(frozen=True)
class Facts:
    """What conditions see of one answer: the ids of what was chosen, and its number where it is one."""

    chosen: frozenset[str] = frozenset()
    number: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Clause:
    question: str
    op: Op
    values: tuple[str, ...] = ()

    @property
    def bound(self) -> Decimal | None:
        """The number that is compared with; ``None`` when there is none."""
        try:
            found = Decimal(self.values[0]) if self.values else None
        except InvalidOperation:
            return None
        return found if found is not None and found.is_finite() else None


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Every clause must hold, or with ``any_of`` one of them. Without clauses it always holds."""

    clauses: tuple[Clause, ...]
    any_of: bool = False

    def questions(self) -> Collection[str]:
        return {clause.question for clause in self.clauses}


def holds(condition: Condition | None, answers: Mapping[str, Facts]) -> bool:
    """``answers``: of the questions that are answered."""
    if condition is None or not condition.clauses:
        return True
    passed = (passes(clause, answers.get(clause.question)) for clause in condition.clauses)
    return any(passed) if condition.any_of else all(passed)


def passes(clause: Clause, facts: Facts | None) -> bool:
    """``None``: not answered."""
    return _PASSES[clause.op](clause, facts)


def _compares(clause: Clause, facts: Facts | None, fits: Callable[[Decimal, Decimal], bool]) -> bool:
    number, bound = facts.number if facts else None, clause.bound
    return number is not None and bound is not None and fits(number, bound)


_PASSES: Mapping[Op, Callable[[Clause, Facts | None], bool]] = {
    Op.ANY: lambda clause, facts: facts is not None and bool(facts.chosen & set(clause.values)),
    Op.ALL: lambda clause, facts: facts is not None and set(clause.values) <= facts.chosen,
    Op.NONE: lambda clause, facts: facts is None or not facts.chosen & set(clause.values),
    Op.ANSWERED: lambda clause, facts: facts is not None,
    Op.UNANSWERED: lambda clause, facts: facts is None,
    Op.AT_LEAST: lambda clause, facts: _compares(clause, facts, lambda number, bound: number >= bound),
    Op.AT_MOST: lambda clause, facts: _compares(clause, facts, lambda number, bound: number <= bound),
}
