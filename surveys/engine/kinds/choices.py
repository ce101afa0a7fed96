"""Any number of options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.text import tidy_line

from ..conditions import Facts
from ..definition import Option, Question
from ..texts import Text, in_every_language
from .base import FIRST, UNKNOWN, Asked, Cell, Column, Kind, Typed, Value, Wrong, first, words_of

WORDS = 300  # characters beside «other»


def _at_most(number: int) -> Any:
    return ngettext_lazy("Choose at most %(number)s.", "Choose at most %(number)s.", "number") % {"number": number}


def _at_least(number: int) -> Any:
    return ngettext_lazy("Choose at least %(number)s.", "Choose at least %(number)s.", "number") % {"number": number}


def other_part(option_id: str) -> str:
    """The part that holds the words beside an option."""
    return f"other-{option_id}"


class Choices(Kind):
    """``{"chosen": [ids], "other": {id: words}}``, in the order of the survey. Limits: ``min`` and ``max`` options."""

    name = "choices"
    label = _("Several choices")
    missing = _("Choose at least one alternative.")

    def parts(self, question: Question) -> Sequence[str]:
        return [FIRST, *(other_part(option.id) for option in question.options if option.other)]

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        words = self._words(asked.options, typed)
        sent = self._sent(asked, typed, words)
        chosen = [option for option in asked.options if option.id in sent]
        if not chosen:
            return None
        self._judge(asked, chosen, words)
        other = {option.id: words[option.id] for option in chosen if option.other}
        return {"chosen": [option.id for option in chosen], **({"other": other} if other else {})}

    def rule(self, question: Question) -> str:
        said = {"min": _at_least, "max": _at_most}
        return " ".join(str(say(question.limit(name, 0))) for name, say in said.items() if name in question.limits)

    def _words(self, options: Sequence[Option], typed: Typed) -> Mapping[str, str]:
        found = {option.id: tidy_line(first(typed, other_part(option.id))) for option in options if option.other}
        return {option_id: words for option_id, words in found.items() if words}

    def _sent(self, asked: Asked, typed: Typed, words: Mapping[str, str]) -> set[str]:
        """The ids that were sent: words beside an option choose it. Raises Wrong for what is no option at all."""
        sent = {option_id for option_id in typed.get(FIRST) or () if option_id}
        if any(asked.question.option(option_id) is None for option_id in sent):
            raise Wrong({FIRST: UNKNOWN})
        return sent | set(words)

    def _judge(self, asked: Asked, chosen: Sequence[Option], words: Mapping[str, str]) -> None:
        alone = next((option for option in chosen if option.exclusive), None)
        if alone is not None and len(chosen) > 1:
            raise Wrong({FIRST: _("One of the alternatives that you chose does not go with others. Choose again.")})
        least, most = asked.question.limit("min", 0), asked.question.limit("max", len(asked.question.options))
        if len(chosen) > most:
            raise Wrong({FIRST: _at_most(most)})
        if len(chosen) < least and alone is None:
            raise Wrong({FIRST: _at_least(least)})
        judge_words(chosen, words)

    def fill(self, question: Question, value: Value) -> Typed:
        other = {other_part(option_id): [words] for option_id, words in value.get("other", {}).items()}
        return {FIRST: list(value["chosen"]), **other}

    def facts(self, question: Question, value: Value) -> Facts:
        return Facts(chosen=frozenset(value["chosen"]))

    def columns(self, question: Question) -> Sequence[Column]:
        ticks = ticked()
        found = [Column(key=option.id, label=option.text, values=ticks) for option in question.options]
        return [*found, *other_columns(question)]

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        """Not chosen is told apart from not answered."""
        chosen = None if value is None else value["chosen"]
        ticks: list[Cell] = [None if chosen is None else int(option.id in chosen) for option in question.options]
        return [*ticks, *other_cells(question, value)]

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        other: Mapping[str, Any] = value.get("other", {})
        said = {option_id: words_of(question.options, option_id, language) for option_id in value["chosen"]}
        return [f"{words}: {other[key]}" if key in other else words for key, words in said.items()]


def ticked() -> Mapping[int, Text]:
    """What 0 and 1 mean in a column of ticks."""
    return {0: in_every_language(_("no")), 1: in_every_language(_("yes"))}


def judge_words(chosen: Sequence[Option], words: Mapping[str, str]) -> None:
    """Raises Wrong where an option asks for words and they are missing or too long."""
    problems: dict[str, Any] = {}
    for option in (option for option in chosen if option.other):
        if option.id not in words:
            problems[other_part(option.id)] = _("Write what you mean.")
        elif len(words[option.id]) > WORDS:
            problems[other_part(option.id)] = _("Write at most %(number)s characters.") % {"number": WORDS}
    if problems:
        raise Wrong(problems)


def other_columns(question: Question) -> list[Column]:
    return [Column(key=other_part(option.id), label=option.text) for option in question.options if option.other]


def other_cells(question: Question, value: Value | None) -> list[Cell]:
    words = (value or {}).get("other", {})
    return [words.get(option.id) for option in question.options if option.other]
