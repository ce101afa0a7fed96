"""A sum divided among options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.text import with_unit

from ..definition import Question
from ..texts import say
from .base import FIRST, Asked, Cell, Column, Kind, Typed, Value, Wrong, first, words_of

TOTAL = 100


class Budget(Kind):
    """``{option: whole number}`` of what got more than nothing. Limits: ``total`` is what there is, ``all`` (1) means
    that nothing may be left. Label: ``unit``."""

    name = "budget"
    label = _("Dividing a sum")
    missing = _("Divide the sum among the alternatives.")

    def parts(self, question: Question) -> Sequence[str]:
        return [option.id for option in question.options]

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        sent = {option.id: first(typed, option.id).replace(" ", "").replace("\xa0", "") for option in asked.options}
        if wrong := {key: _("Write a whole number.") for key, text in sent.items() if text and not _whole(text)}:
            raise Wrong(wrong)
        shares = {key: int(text) for key, text in sent.items() if text and int(text)}
        if shares:
            self._judge(asked.question, sum(shares.values()))
        return shares or None

    def _judge(self, question: Question, used: int) -> None:
        total = question.limit("total", TOTAL)
        numbers: dict[str, Any] = {"used": used, "total": total, "over": used - total, "left": total - used}
        if used > total:
            raise Wrong({FIRST: _("You divided %(used)s, which is %(over)s more than %(total)s.") % numbers})
        if used < total and question.limit("all", 0):
            raise Wrong({FIRST: _("Divide all of it: %(left)s of %(total)s is left.") % numbers})

    def fill(self, question: Question, value: Value) -> Typed:
        return {option_id: [str(share)] for option_id, share in value.items()}

    def columns(self, question: Question) -> Sequence[Column]:
        return [Column(key=option.id, label=option.text) for option in question.options]

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        shares: Mapping[str, int] | None = value
        return [None if shares is None else shares.get(option.id, 0) for option in question.options]

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        unit = say(question.labels.get("unit", {}), language)
        return [
            f"{words_of(question.options, option_id, language)}: {with_unit(share, unit)}"
            for option_id, share in value.items()
        ]


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12
