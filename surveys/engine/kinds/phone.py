"""A telephone number."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from core.text import tidy_line

from .base import FIRST, Asked, Kind, Typed, Value, Wrong, first

_NUMBER = re.compile(r"\+?\d{5,16}")
_BETWEEN = re.compile(r"[\s()./-]")


class Phone(Kind):
    """The number as it was written. It is kept apart from the answers."""

    name = "phone"
    label = _("Telephone number")
    apart = True
    missing = _("Write a telephone number.")

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        text = tidy_line(first(typed))
        if not text:
            return None
        if len(text) > 40 or not _NUMBER.fullmatch(_BETWEEN.sub("", text)):
            raise Wrong({FIRST: _("Write a telephone number, for example 040 123 4567.")})
        return text
