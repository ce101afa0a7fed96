"""The same options for several things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..conditions import Facts
from ..definition import Question
from .base import UNKNOWN, Asked, Cell, Column, Kind, Typed, Value, Wrong, first, legend, number_of, words_of


def cell_fact(row: str, option: str) -> str:
    """What conditions call an option chosen on a row."""
    return f"{row}:{option}"


class Matrix(Kind):
    """``{row: option}`` of the rows that are answered. Required means every row that is shown."""

    name = "matrix"
    label = _("Table of questions")
    missing = _("Choose one alternative.")

    def parts(self, question: Question) -> Sequence[str]:
        return [row.id for row in question.rows]

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        sent = {row.id: first(typed, row.id) for row in asked.rows}
        known = {option.id for option in asked.question.options}
        if wrong := {row: UNKNOWN for row, option in sent.items() if option and option not in known}:
            raise Wrong(wrong)
        shown = {option.id for option in asked.options}
        return {row: option for row, option in sent.items() if option in shown} or None

    def require(self, asked: Asked, value: Value | None) -> Mapping[str, Any]:
        return {row.id: self.missing for row in asked.rows if row.id not in (value or {})}

    def fill(self, question: Question, value: Value) -> Typed:
        return {row: [option] for row, option in value.items()}

    def facts(self, question: Question, value: Value) -> Facts:
        return Facts(chosen=frozenset(cell_fact(row, option) for row, option in value.items()))

    def columns(self, question: Question) -> Sequence[Column]:
        return [Column(key=row.id, label=row.text, values=legend(question.options)) for row in question.rows]

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        chosen = value or {}
        return [number_of(question.options, chosen[row.id]) if row.id in chosen else None for row in question.rows]

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        return [
            f"{words_of(question.rows, row, language)}: {words_of(question.options, option, language)}"
            for row, option in value.items()
        ]
