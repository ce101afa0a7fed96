"""Agreeing to something."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ..conditions import Facts
from ..definition import Question
from .base import FIRST, UNKNOWN, Asked, Cell, Column, Kind, Typed, Value, Wrong, first
from .choices import ticked

YES = "yes"


class Consent(Kind):
    """True when it was given. Required: the survey cannot be sent without it."""

    name = "consent"
    label = _("Consent")
    missing = _("Tick the box if you agree. Without it the answers cannot be sent.")

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        sent = first(typed)
        if sent not in ("", YES):
            raise Wrong({FIRST: UNKNOWN})
        return True if sent else None

    def fill(self, question: Question, value: Value) -> Typed:
        return {FIRST: [YES]}

    def facts(self, question: Question, value: Value) -> Facts:
        return Facts(chosen=frozenset({YES}))

    def columns(self, question: Question) -> Sequence[Column]:
        return [Column(label=question.title, values=ticked())]

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        return [int(bool(value))]

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        with override(language):
            return [_now("I agree")]
