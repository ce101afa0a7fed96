"""A line of words."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.text import tidy_line

from .base import FIRST, Asked, Kind, Typed, Value, Wrong, first


class ShortText(Kind):
    """The text. Limits: ``min`` and ``max`` characters."""

    name = "short_text"
    label = _("Short text")
    missing = _("Write an answer.")
    most: ClassVar[int] = 300

    def tidied(self, text: str) -> str:
        return tidy_line(text)

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        text = self.tidied(first(typed))
        if not text:
            return None
        least, most = asked.question.limit("min", 0), asked.question.limit("max", self.most)
        if len(text) > most:
            said = ngettext_lazy(
                "Write at most %(number)s character.", "Write at most %(number)s characters.", "number"
            )
            raise Wrong({FIRST: said % {"number": most}})
        if len(text) < least:
            said = ngettext_lazy(
                "Write at least %(number)s character.", "Write at least %(number)s characters.", "number"
            )
            raise Wrong({FIRST: said % {"number": least}})
        return text
