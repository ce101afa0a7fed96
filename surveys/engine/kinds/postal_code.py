"""A Finnish postal code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..conditions import Facts
from ..definition import Question
from .base import FIRST, Asked, Kind, Typed, Value, Wrong, first


class PostalCode(Kind):
    """Five digits."""

    name = "postal_code"
    label = _("Postal code")
    missing = _("Write a postal code.")

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        text = first(typed)
        if not text:
            return None
        if not (len(text) == 5 and text.isascii() and text.isdigit()):
            raise Wrong({FIRST: _("A postal code is five digits, for example 03600.")})
        return text

    def facts(self, question: Question, value: Value) -> Facts:
        return Facts(chosen=frozenset({value}))
