"""Text that asks nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from ..definition import Question
from .base import Asked, Cell, Column, Kind, Typed, Value


class Information(Kind):
    name = "information"
    label = _("Text")
    stores = False

    def parts(self, question: Question) -> Sequence[str]:
        return []

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        return None

    def require(self, asked: Asked, value: Value | None) -> dict[str, object]:
        return {}

    def columns(self, question: Question) -> Sequence[Column]:
        return []

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        return []
