"""What a type of question is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from ..conditions import Facts
from ..definition import Option, Question
from ..texts import Text, say

Typed = Mapping[str, Sequence[str]]  # what a form sent for one question, by its part; "" is the first
Value = Any  # what is kept of an answer: JSON
Cell = str | int | None

FIRST = ""
LONGEST = 20_000  # characters of one text that are looked at
UNKNOWN = _("Choose one of the alternatives.")


class Wrong(Exception):  # noqa: N818  not a failure: what a person reads
    """What was typed is no answer: a translatable message for each part of the question."""

    def __init__(self, parts: Mapping[str, Any]) -> None:
        super().__init__(dict(parts))
        self.parts = parts


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as it is shown: with those of its options and rows that earlier answers leave."""

    question: Question
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table of answers. ``key`` tells columns of one question apart; ``values``: what the numbers in it
    mean, where they stand for something."""

    key: str = FIRST
    label: Text = field(default_factory=dict)
    values: Mapping[int, Text] = field(default_factory=dict)


class Kind:
    """A type of question. It keeps no state: everything is told by the question.

    ``stores``: whether there is an answer at all. ``apart``: what is answered leads to a person and is kept apart from
    the other answers. ``missing``: what is said where an answer is required and not there."""

    name: ClassVar[str]
    label: ClassVar[Any]
    stores: ClassVar[bool] = True
    apart: ClassVar[bool] = False
    missing: ClassVar[Any] = _("Answer this question.")

    def parts(self, question: Question) -> Sequence[str]:
        """The parts that its form fields are named by."""
        return [FIRST]

    def rule(self, question: Question) -> str:
        """What an answer must keep to, in the language that is active: said before it is judged. Empty for nothing."""
        return ""

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        """The answer that was typed, ``None`` for none. Raises `Wrong` for what is none. What names an option that is
        not shown is passed over."""
        raise NotImplementedError

    def require(self, asked: Asked, value: Value | None) -> Mapping[str, Any]:
        """What is missing from the answer to a required question, by part."""
        return {FIRST: self.missing} if value is None else {}

    def fill(self, question: Question, value: Value) -> Typed:
        """The form of an answer: `parse` makes the same of it again."""
        return {FIRST: [str(value)]}

    def facts(self, question: Question, value: Value) -> Facts:
        return Facts()

    def columns(self, question: Question) -> Sequence[Column]:
        return [Column(label=question.title)]

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        """One for each column."""
        return [value]

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        """The answer in words, a text for each thing that it names."""
        return [str(value)]


def first(typed: Typed, part: str = FIRST) -> str:
    """The text of a part, empty when nothing was sent."""
    sent = typed.get(part) or ()
    return sent[0][:LONGEST].strip() if sent else ""


def words_of(options: Sequence[Option], option_id: str, language: str) -> str:
    """The text of an option; its id for one that is gone."""
    found = next((option for option in options if option.id == option_id), None)
    return say(found.text, language) if found else option_id


def number_of(options: Sequence[Option], option_id: str) -> int | None:
    """The number by which tables know an option: its place in the survey, from 1."""
    return next((place for place, option in enumerate(options, start=1) if option.id == option_id), None)


def legend(options: Sequence[Option]) -> Mapping[int, Text]:
    return {place: option.text for place, option in enumerate(options, start=1)}
