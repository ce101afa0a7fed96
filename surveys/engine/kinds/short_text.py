"""A line of words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.text import tidy_line

from ..definition import Question
from .base import FIRST, Asked, Kind, Typed, Value, Wrong, first


def _at_most(number: int) -> Any:
    said = ngettext_lazy("Write at most %(number)s character.", "Write at most %(number)s characters.", "number")
    return said % {"number": number}


class ShortText(Kind):
    """The text. Limits: ``min`` and ``max`` characters."""

    name = "short_text"
    label = _("Short text")
    missing = _("Write an answer.")
    most: ClassVar[int] = 300

    def tidied(self, text: str) -> str:
        return tidy_line(text)

    def rule(self, question: Question) -> str:
        return str(_at_most(question.limit("max", 0))) if "max" in question.limits else ""

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        text = self.tidied(first(typed))
        if not text:
            return None
        least, most = asked.question.limit("min", 0), asked.question.limit("max", self.most)
        if len(text) > most:
            raise Wrong({FIRST: _at_most(most)})
        if len(text) < least:
            said = ngettext_lazy(
                "Write at least %(number)s character.", "Write at least %(number)s characters.", "number"
            )
            raise Wrong({FIRST: said % {"number": least}})
        return text
