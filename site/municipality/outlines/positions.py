"""The positions of a GeoJSON geometry, checked one by one: lists of rings, each an array of x and y."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .projection import Numbers

Rings = list[list[Numbers]]  # of each polygon


def polygons_of(geometry: Any) -> Rings:
    """The polygons of a Polygon, a MultiPolygon or a collection of them; rings are closed where they were not. Raises
    ValidationError that says what is there instead."""
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        raise ValidationError(_("It has no geometry."))
    kind, coordinates = geometry["type"], geometry.get("coordinates")
    if kind == "GeometryCollection":
        parts = geometry.get("geometries")
        found = [polygons_of(part) for part in parts if _is_area(part)] if isinstance(parts, list) else []
        if not found:
            raise ValidationError(_("It has no geometry."))
        return [polygon for polygons in found for polygon in polygons]
    if kind not in {"Polygon", "MultiPolygon"}:
        raise ValidationError(_("It is a %(kind)s, not an area."), params={"kind": kind[:40]})
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons or not all(isinstance(one, list) and one for one in polygons):
        raise ValidationError(_("The outline has no coordinates."))
    return [[_ring(ring) for ring in polygon] for polygon in polygons]


def _is_area(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") in {"Polygon", "MultiPolygon"}


def _ring(ring: Any) -> Numbers:
    if not isinstance(ring, list) or not all(_is_position(position) for position in ring):
        raise ValidationError(_("A place of the outline is not two numbers."))
    places = [(float(position[0]), float(position[1])) for position in ring]
    if len(set(places)) < 3:
        raise ValidationError(_("Each line of the outline needs at least three different points."))
    if places[0] != places[-1]:
        places.append(places[0])
    return np.array(places)


def _is_position(value: Any) -> bool:
    """Two numbers; a height after them is passed over."""
    if not isinstance(value, list) or not 2 <= len(value) <= 4:
        return False
    return all(type(part) in (int, float) and _is_finite(part) for part in value[:2])


def _is_finite(number: float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:  # a whole number beyond what a float holds
        return False
