"""Options in the order of their importance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..conditions import Facts
from ..definition import Question
from .base import FIRST, UNKNOWN, Asked, Cell, Column, Kind, Typed, Value, Wrong, first, words_of


class Ranking(Kind):
    """Ids of options, the most important first. Each option has a part that says its place. Limit: ``max``, how many
    places there are."""

    name = "ranking"
    label = _("Order of importance")
    missing = _("Give at least one alternative a place.")

    def parts(self, question: Question) -> Sequence[str]:
        return [option.id for option in question.options]

    def places(self, asked: Asked) -> range:
        """The places that can be given."""
        count = len(asked.options)
        return range(1, min(asked.question.limit("max", count), count) + 1)

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        sent = {option.id: first(typed, option.id) for option in asked.options}
        sent = {option_id: place for option_id, place in sent.items() if place}
        allowed = {str(place) for place in self.places(asked)}
        if wrong := {option_id: UNKNOWN for option_id, place in sent.items() if place not in allowed}:
            raise Wrong(wrong)
        self._judge(sent)
        return sorted(sent, key=lambda option_id: int(sent[option_id])) or None

    def _judge(self, sent: dict[str, str]) -> None:
        """Raises Wrong for a place given twice or left out."""
        given = list(sent.values())
        twice: dict[str, Any] = {
            option_id: _("Another alternative has the same place.")
            for option_id, place in sent.items()
            if given.count(place) > 1
        }
        if twice:
            raise Wrong(twice)
        if given and max(map(int, given)) > len(given):
            raise Wrong({FIRST: _("A place was left out. Begin from 1 and go on without gaps.")})

    def fill(self, question: Question, value: Value) -> Typed:
        return {option_id: [str(place)] for place, option_id in enumerate(value, start=1)}

    def facts(self, question: Question, value: Value) -> Facts:
        """Conditions see what came first."""
        return Facts(chosen=frozenset(value[:1]))

    def columns(self, question: Question) -> Sequence[Column]:
        return [Column(key=option.id, label=option.text) for option in question.options]

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        places = {option_id: place for place, option_id in enumerate(value or (), start=1)}
        return [places.get(option.id) for option in question.options]

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        return [
            f"{place}. {words_of(question.options, option_id, language)}"
            for place, option_id in enumerate(value, start=1)
        ]
