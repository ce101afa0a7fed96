"""Answers as a table: pure. A variable is a column that has a name by which statistics know it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _

from ..engine.definition import Question
from ..engine.kinds import Cell, Column, kind_of
from ..engine.kinds.scale import SKIPPED
from ..engine.texts import say

NOT_ASKED, NOT_ANSWERED = -8, -9  # how numbers say that there is no answer, and why
DAY, LANGUAGE = "day", "language"
LONGEST_NAME = 40
CODED = "F8.0"  # as SPSS writes whole numbers
WIDTHS = {"long_text": 16_000, "postal_code": 5}  # bytes of a text
WIDTH = 2_000
# Words that mean something in SPSS's syntax (IBM SPSS Statistics, Command Syntax Reference: Variable Names)
RESERVED = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])
NUMERIC = frozenset({"scale", "recommendation", "ranking", "budget", "number"})


class Told(Protocol):
    """What a code book says of a column."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def spss(self) -> str: ...

    @property
    def missing(self) -> list[int]: ...

    def label(self, language: str, source: str) -> str: ...

    def meanings(self, language: str, source: str) -> dict[int, str]: ...


@dataclass(frozen=True, kw_only=True)
class Variable:
    name: str
    question: Question
    column: Column

    @property
    def kind(self) -> str:
        """The type of the question in words."""
        return str(kind_of(self.question.kind).label)

    @property
    def spss(self) -> str:
        """The format in which SPSS reads it."""
        if self.is_coded:
            return CODED
        if self.question.kind == "number":
            return "F18.4"
        return "SDATE10" if self.question.kind == "date" else f"A{WIDTHS.get(self.question.kind, WIDTH)}"

    @property
    def is_number(self) -> bool:
        return bool(self.column.values) or (self.question.kind in NUMERIC)

    @property
    def is_coded(self) -> bool:
        """Whether a missing answer is a number too. A number that was typed may be any."""
        return self.is_number and self.question.kind != "number"

    @property
    def missing(self) -> list[int]:
        """The numbers that are no answers."""
        skipped = [SKIPPED] if SKIPPED in self.column.values and self.question.kind == "scale" else []
        return [NOT_ASKED, NOT_ANSWERED, *skipped] if self.is_coded else []

    def label(self, language: str, source: str) -> str:
        """The question, and what the column is of it."""
        title = say(self.question.title, language, source)
        own = say(self.column.label, language, source)
        return title if own in ("", title) else f"{title} – {own}"

    def meanings(self, language: str, source: str) -> dict[int, str]:
        """What the numbers in it stand for."""
        said = {number: say(text, language, source) for number, text in self.column.values.items()}
        if self.is_coded:
            said |= {NOT_ASKED: _("Not asked"), NOT_ANSWERED: _("No answer")}
        return said


class Table:
    """The variables of a survey, and its rows in words or in numbers."""

    def __init__(self, questions: Sequence[Question], language: str, source: str) -> None:
        self.language, self.source = language, source
        self._by_question = list(_variables(questions))

    @property
    def variables(self) -> list[Variable]:
        return [variable for _question, variables in self._by_question for variable in variables]

    def free(self, name: str) -> str:
        """A name that no variable has."""
        return _free(name, {DAY, LANGUAGE, *RESERVED, *(one.name.lower() for one in self.variables)})

    def names_of(self, question_id: str) -> tuple[str, str] | None:
        """By what a question is known: its variable, the first of several, and its words."""
        for question, variables in self._by_question:
            if question.id == question_id and variables:
                return variables[0].name, say(question.title, self.language, self.source)
        return None

    def headings(self) -> list[str]:
        labels = (variable.label(self.language, self.source) for variable in self.variables)
        return [_("Day"), _("Language"), *labels]

    def cells(self, asked: Collection[str], answers: Mapping[str, Any], *, codes: bool) -> Iterator[Any]:
        for question, variables in self._by_question:
            found = kind_of(question.kind).cells(question, answers.get(question.id))
            for variable, cell in zip(variables, found, strict=True):
                if codes:
                    yield _number(variable, cell, question.id in asked)
                else:
                    yield _worded(variable, cell, self.language, self.source) if question.id in asked else None


def _number(variable: Variable, cell: Cell, asked: bool) -> Any:
    if variable.is_coded:
        return NOT_ASKED if not asked else NOT_ANSWERED if cell is None else cell
    return " ".join(cell.split()) if isinstance(cell, str) else cell


def _worded(variable: Variable, cell: Cell, language: str, source: str) -> Any:
    if isinstance(cell, int) and cell in variable.column.values:
        return say(variable.column.values[cell], language, source)
    if isinstance(cell, str) and variable.question.kind == "number":
        number = Decimal(cell)
        return int(number) if number == int(number) else float(number)
    if isinstance(cell, str) and variable.question.kind == "date":
        return date.fromisoformat(cell)
    return cell


def _variables(questions: Sequence[Question]) -> Iterator[tuple[Question, list[Variable]]]:
    """Named by the code that staff gave the question, else by its place."""
    taken = {DAY, LANGUAGE, *RESERVED}
    for place, question in enumerate(questions, start=1):
        columns = kind_of(question.kind).columns(question)
        base = _named(question.code) or f"q{place}"
        names = [base if len(columns) == 1 else f"{base}_{number}" for number in range(1, len(columns) + 1)]
        named = zip(names, columns, strict=True)
        yield question, [Variable(name=_free(name, taken), question=question, column=column) for name, column in named]


def _named(code: str) -> str:
    """Letters of the alphabet that every program reads, digits and the underscore; a letter comes first."""
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", code.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))).strip("_")
    return plain[:LONGEST_NAME] if plain[:1].isalpha() else ""


def _free(wanted: str, taken: set[str]) -> str:
    """Small and capital letters are the same name."""
    name, number = wanted, 1
    while name.lower() in taken:
        number += 1
        name = f"{wanted}_v{number}"
    taken.add(name.lower())
    return name
