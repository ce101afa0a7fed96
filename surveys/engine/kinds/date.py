"""A day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from ..definition import Question
from .base import FIRST, Asked, Kind, Typed, Value, Wrong, first

_FINNISH = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


EARLIEST, LATEST = _("The date is at the earliest %(day)s."), _("The date is at the latest %(day)s.")


class Date(Kind):
    """The day as ISO 8601. Limits: ``min`` and ``max``, as ISO days."""

    name = "date"
    label = _("Date")
    missing = _("Write a date, for example 24.12.2026.")

    def rule(self, question: Question) -> str:
        said = {"min": EARLIEST, "max": LATEST}
        limits = (
            str(text % {"day": finnish(str(question.limits[name]))})
            for name, text in said.items()
            if question.limits.get(name)
        )
        return " ".join([str(self.missing), *limits])

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        text = first(typed)
        if not text:
            return None
        day = _read(text)
        if day is None:
            raise Wrong({FIRST: self.missing})
        least, most = asked.question.limits.get("min"), asked.question.limits.get("max")
        if least and day < date.fromisoformat(str(least)):
            raise Wrong({FIRST: EARLIEST % {"day": finnish(str(least))}})
        if most and day > date.fromisoformat(str(most)):
            raise Wrong({FIRST: LATEST % {"day": finnish(str(most))}})
        return day.isoformat()

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        return [finnish(value)]


def finnish(iso: str) -> str:
    """24.12.2026, in every language."""
    day = date.fromisoformat(iso)
    return f"{day.day}.{day.month}.{day.year}"


def _read(text: str) -> date | None:
    if match := _FINNISH.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
