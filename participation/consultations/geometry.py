"""A place or drawing that a resident marks: points of the map's pen as one GeoJSON geometry. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.maps import Line, Point
from core.maps.drawing import Bounds

from .rules import MOST_PLACES


def from_pen(text: str) -> dict[str, Any] | None:
    """One position is a point, several are a line; the same first and last, an area. Raises ValidationError."""
    if not text.strip():
        return None
    try:
        points = [[round(float(lon), 6), round(float(lat), 6)] for lon, lat in json.loads(text)]
    except (ValueError, TypeError, RecursionError, OverflowError):
        points = [[math.nan, math.nan]]
    if not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in points):
        raise ValidationError(_("The place on the map could not be read. Mark it again, or write where it is."))
    if len(points) > MOST_PLACES:
        raise ValidationError(_("Mark at most %(number)s places.") % {"number": MOST_PLACES})
    if len(points) > 1:
        closed = len(points) > 3 and points[0] == points[-1]
        return {"type": "Polygon", "coordinates": [points]} if closed else {"type": "LineString", "coordinates": points}
    return {"type": "Point", "coordinates": points[0]} if points else None


def to_pen(place: Mapping[str, Any] | None) -> str:
    return json.dumps(_positions(place)) if place else ""


def drawn(place: Mapping[str, Any], label: str) -> tuple[list[Point], list[Line]]:
    """As `core.maps` draws it."""
    positions = _positions(place)
    if place["type"] == "Point":
        return [Point(lon=positions[0][0], lat=positions[0][1], label=label)], []
    return [], [Line(points=positions, closed=place["type"] == "Polygon")]


def _positions(place: Mapping[str, Any]) -> Sequence[Sequence[float]]:
    coordinates = place["coordinates"]
    if place["type"] == "Point":
        return [coordinates]
    return coordinates[0] if place["type"] == "Polygon" else coordinates


def around(place: Mapping[str, Any]) -> Bounds:
    """West, south, east, north of what is shown with it."""
    lons, lats = zip(*_positions(place), strict=True)
    wide, high = max((max(lons) - min(lons)) * 0.2, 0.008), max((max(lats) - min(lats)) * 0.2, 0.004)
    return min(lons) - wide, min(lats) - high, max(lons) + wide, max(lats) + high


def overlap(one: Bounds, other: Bounds) -> bool:
    """Whether two boxes (west, south, east, north) have anything in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def edges(outline: Mapping[str, Any]) -> Bounds | None:
    """West, south, east, north of a GeoJSON geometry; ``None`` of an empty one."""
    positions = list(_flat(outline.get("coordinates", ())))
    if not positions:
        return None
    lons, lats = zip(*positions, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _flat(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
    else:
        for inner in coordinates:
            yield from _flat(inner)


def middle(place: Mapping[str, Any] | None) -> tuple[float | None, float | None]:
    """Longitude and latitude of where it is, for finding its area."""
    if not place:
        return None, None
    lons, lats = zip(*_positions(place), strict=True)
    return sum(lons) / len(lons), sum(lats) / len(lats)
