"""A number from a short line of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from ..conditions import Facts
from ..definition import Question
from ..texts import NOTHING, Text, say
from .base import FIRST, UNKNOWN, Asked, Cell, Column, Kind, Typed, Value, Wrong, first

SKIP = "skip"  # «I cannot say», where the question offers it
SKIPPED = 99  # how tables write it


class Scale(Kind):
    """The number, or `SKIP`. Limits: ``min`` and ``max``. Labels: ``low`` and ``high`` are the ends in words, a number
    is a step between them in words, ``skip`` offers not to say."""

    name = "scale"
    label = _("Scale")
    missing = _("Choose a number.")
    ends: ClassVar[tuple[int, int]] = (1, 5)

    def numbers(self, question: Question) -> range:
        least, most = self.ends
        return range(question.limit("min", least), question.limit("max", most) + 1)

    def words(self, question: Question, number: int) -> Text:
        """What a step is called, if anything."""
        numbers = self.numbers(question)
        ends = {numbers[-1]: "high", numbers[0]: "low"} if numbers else {}
        return question.labels.get(ends.get(number, str(number)), NOTHING)

    def is_worded(self, question: Question) -> bool:
        """Whether a step between the ends has words: then each stands on a line of its own."""
        return any(self.words(question, number) for number in self.numbers(question)[1:-1])

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        sent = first(typed)
        if not sent:
            return None
        if sent == SKIP and "skip" in asked.question.labels:
            return SKIP
        if sent not in {str(number) for number in self.numbers(asked.question)}:
            raise Wrong({FIRST: UNKNOWN})
        return int(sent)

    def facts(self, question: Question, value: Value) -> Facts:
        return Facts(chosen=frozenset({str(value)}), number=None if value == SKIP else Decimal(value))

    def columns(self, question: Question) -> Sequence[Column]:
        values: dict[int, Text] = {}
        for number in self.numbers(question):
            if words := self.words(question, number):
                values[number] = words
        if "skip" in question.labels:
            values[SKIPPED] = question.labels["skip"]
        return [Column(label=question.title, values=values)]

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        return [SKIPPED if value == SKIP else value]

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        if value == SKIP:
            return [say(question.labels.get("skip", {}), language)]
        said, words = f"{value} / {self.numbers(question)[-1]}", say(self.words(question, value), language)
        return [f"{said} ({words})" if words else said]
