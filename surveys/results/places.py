"""Places and routes as GeoJSON (RFC 7946): pure, a feature at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ..engine.definition import Question
from ..engine.kinds import ON_A_MAP
from ..engine.kinds.base import words_of
from ..engine.kinds.place import Points
from ..engine.texts import say


def drawn(questions: Sequence[Question]) -> list[Question]:
    """The questions that are answered on a map."""
    return [question for question in questions if question.kind in ON_A_MAP]


def collection(features: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A FeatureCollection, in parts."""
    yield '{"type": "FeatureCollection", "features": ['
    for place, feature in enumerate(features):
        yield (",\n" if place else "\n") + json.dumps(feature, ensure_ascii=False)
    yield "\n]}\n"


def features(questions: Sequence[Question], answers: Mapping[str, Any], language: str) -> Iterator[dict[str, Any]]:
    """Of one response: its places, each by itself. Nothing ties them to each other or to the other answers."""
    for question in questions:
        value = answers.get(question.id) or {}
        words = {"question": say(question.title, language), "words": value.get("words", "")}
        if area := value.get("area"):
            words["area"] = words_of(question.options, area, language)
        for geometry in _geometries(question, value.get("points") or []):
            yield {"type": "Feature", "geometry": geometry, "properties": words}


def _geometries(question: Question, points: Points) -> Iterator[dict[str, Any]]:
    if question.kind == "place":
        yield from ({"type": "Point", "coordinates": point} for point in points)
    elif points and question.limit("closed", 0):
        yield {"type": "Polygon", "coordinates": [_ring(points)]}
    elif points:
        yield {"type": "LineString", "coordinates": points}


def _ring(points: Points) -> Points:
    """Closed, and counterclockwise as an outer ring is."""
    ring = points if points[0] == points[-1] else [*points, points[0]]
    turn = sum(one[0] * two[1] - two[0] * one[1] for one, two in pairwise(ring))
    return ring if turn >= 0 else ring[::-1]
