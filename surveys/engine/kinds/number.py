"""A number that is typed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.text import with_unit

from ..conditions import Facts
from ..definition import Question
from ..texts import say
from .base import FIRST, Asked, Kind, Typed, Value, Wrong, first

DIGITS = 15
LEAST, MOST = _("Write at least %(number)s."), _("Write at most %(number)s.")


class Number(Kind):
    """The number as a text with a decimal point, so that none is lost. Limits: ``min``, ``max``, ``decimals`` (0 when
    not said). Label: ``unit``."""

    name = "number"
    label = _("Number")
    missing = _("Write a number.")

    def rule(self, question: Question) -> str:
        said = {"min": LEAST, "max": MOST}
        return " ".join(
            str(text % {"number": question.limit(name, 0)}) for name, text in said.items() if name in question.limits
        )

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        text = first(typed).replace(" ", "").replace("\xa0", "").replace(",", ".").replace("−", "-")
        if not text:
            return None
        number = _read(text)
        if number is None:
            raise Wrong({FIRST: self.missing})
        self._judge(asked.question, number)
        return _canonical(number)

    def _judge(self, question: Question, number: Decimal) -> None:
        decimals = question.limit("decimals", 0)
        if number != round(number, decimals):
            whole: Any = _("Write a whole number.")
            few = _("Write at most %(number)s decimals.") % {"number": decimals}
            raise Wrong({FIRST: few if decimals else whole})
        least, most = question.limits.get("min"), question.limits.get("max")
        if least is not None and number < int(least):
            raise Wrong({FIRST: LEAST % {"number": least}})
        if most is not None and number > int(most):
            raise Wrong({FIRST: MOST % {"number": most}})

    def facts(self, question: Question, value: Value) -> Facts:
        return Facts(number=Decimal(value))

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        unit = say(question.labels.get("unit", {}), language)
        return [with_unit(value.replace(".", ","), unit)]


def _read(text: str) -> Decimal | None:
    plain = text.removeprefix("-").replace(".", "", 1)
    if not (plain.isascii() and plain.isdigit() and len(plain) <= DIGITS):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _canonical(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", "0"} else text
