"""Places: points on a map, an area, or words."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from core.text import tidy_line

from ..conditions import Facts
from ..definition import Question
from .base import FIRST, UNKNOWN, Asked, Cell, Column, Kind, Typed, Value, Wrong, first, legend, number_of, words_of

AREA, POINTS = "area", "points"
WORDS = 300
Points = list[list[float]]  # longitude and latitude, WGS 84
MOST = _("Mark at most %(number)s places.")
MISREAD = _("The place on the map could not be read. Mark it again, or write where it is.")


class Place(Kind):
    """``{"words", "area", "points"}``, of which any one is enough; the points are longitude and latitude. The areas of
    the municipality are its options. Limit: ``max``, how many points."""

    name = "place"
    label = _("Place on a map")
    missing = _("Mark a place, choose an area or write where it is.")

    def parts(self, question: Question) -> Sequence[str]:
        return [FIRST, AREA, POINTS]

    def rule(self, question: Question) -> str:
        most = question.limit("max", 1)
        return str(MOST % {"number": most}) if most > 1 else ""

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        words, area = tidy_line(first(typed)), first(typed, AREA)
        if len(words) > WORDS:
            raise Wrong({FIRST: _("Write at most %(number)s characters.") % {"number": WORDS}})
        if area and asked.question.option(area) is None:
            raise Wrong({AREA: UNKNOWN})
        points = read_points(first(typed, POINTS), most=asked.question.limit("max", 1), part=POINTS)
        shown = area if any(option.id == area for option in asked.options) else ""
        found = {"words": words, "area": shown, "points": points}
        return {name: value for name, value in found.items() if value} or None

    def fill(self, question: Question, value: Value) -> Typed:
        points = value.get("points")
        return {
            FIRST: [value.get("words", "")],
            AREA: [value.get("area", "")],
            POINTS: [json.dumps(points) if points else ""],
        }

    def facts(self, question: Question, value: Value) -> Facts:
        return Facts(chosen=frozenset(filter(None, [value.get("area")])))

    def columns(self, question: Question) -> Sequence[Column]:
        return [
            Column(label=question.title),
            Column(key=AREA, label=question.title, values=legend(question.options)),
            Column(key=POINTS, label=question.title),
        ]

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        kept = value or {}
        area = number_of(question.options, kept["area"]) if "area" in kept else None
        return [kept.get("words"), area, said_points(kept["points"]) if "points" in kept else None]

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        area = words_of(question.options, value["area"], language) if "area" in value else ""
        return [said for said in (value.get("words", ""), area, said_marks(value.get("points", []), language)) if said]


def read_points(text: str, *, most: int, part: str, least: int = 0) -> Points:
    """Longitudes and latitudes from JSON; none for an empty text. Raises Wrong for anything else."""
    if not text:
        return []
    try:
        sent: Any = json.loads(text)
        points = [[round(float(lon), 6), round(float(lat), 6)] for lon, lat in sent]
    except (ValueError, TypeError, RecursionError, OverflowError):
        raise Wrong({part: MISREAD}) from None
    if not all(math.isfinite(lon) and abs(lon) <= 180 and math.isfinite(lat) and abs(lat) <= 90 for lon, lat in points):
        raise Wrong({part: MISREAD})
    if len(points) > most:
        raise Wrong({part: MOST % {"number": most}})
    if points and len(points) < least:
        raise Wrong({part: MISREAD})
    return points


def said_points(points: Points) -> str:
    """«60.155, 23.93; …», latitude first as people write it."""
    return "; ".join(f"{lat:.5f}, {lon:.5f}" for lon, lat in points)


def said_marks(points: Points, language: str) -> str:
    """«2 places on the map»; empty for none."""
    with override(language):
        number = len(points)
        said = ngettext("%(number)s place on the map", "%(number)s places on the map", number) % {"number": number}
    return said if points else ""
