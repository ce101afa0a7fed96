"""A route or an outline drawn on a map, or described."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.text import tidy_line

from ..definition import Question
from .base import FIRST, Asked, Cell, Column, Kind, Typed, Value, Wrong, first
from .place import POINTS, read_points, said_points

WORDS = 500
CORNERS = 500


class Route(Kind):
    """``{"words", "points"}``: a line of longitudes and latitudes, words, or both. Limit: ``closed`` (1) makes the line
    an outline."""

    name = "route"
    label = _("Route or outline on a map")
    missing = _("Draw on the map, or describe it in words.")

    def parts(self, question: Question) -> Sequence[str]:
        return [FIRST, POINTS]

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        words = tidy_line(first(typed))
        if len(words) > WORDS:
            raise Wrong({FIRST: _("Write at most %(number)s characters.") % {"number": WORDS}})
        least = 3 if asked.question.limit("closed", 0) else 2
        points = read_points(first(typed, POINTS), most=CORNERS, part=POINTS, least=least)
        found = {"words": words, "points": points}
        return {name: value for name, value in found.items() if value} or None

    def fill(self, question: Question, value: Value) -> Typed:
        points = value.get("points")
        return {FIRST: [value.get("words", "")], POINTS: [json.dumps(points) if points else ""]}

    def columns(self, question: Question) -> Sequence[Column]:
        return [Column(label=question.title), Column(key=POINTS, label=question.title)]

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        kept = value or {}
        return [kept.get("words"), said_points(kept["points"]) if "points" in kept else None]

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        with override(language):
            drawn = _now("Drawn on the map") if "points" in value else ""
        return [said for said in (value.get("words", ""), drawn) if said]
