"""Shapes on the map: what of GeoJSON (RFC 7946) we take."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_POSITIONS = 5000


def validate_outline(value: Any) -> None:
    """A Polygon or a MultiPolygon in WGS 84, longitude first. Raises ValidationError that says what is wrong."""
    if not value:
        return
    if not isinstance(value, dict) or value.get("type") not in {"Polygon", "MultiPolygon"}:
        raise ValidationError(_("Write a GeoJSON geometry of the type Polygon or MultiPolygon."))
    coordinates = value.get("coordinates")
    polygons = [coordinates] if value["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise ValidationError(_("The outline has no coordinates."))
    rings: list[Any] = [ring for polygon in polygons for ring in (polygon if isinstance(polygon, list) else [None])]
    for ring in rings or [None]:
        _validate_ring(ring)
    if sum(len(ring) for ring in rings) > MAX_POSITIONS:
        raise ValidationError(_("The outline has too many points (at most %(most)s)."), params={"most": MAX_POSITIONS})


def _validate_ring(ring: Any) -> None:
    if not isinstance(ring, list) or len(ring) < 4 or not all(_is_position(position) for position in ring):
        raise ValidationError(_("Each line of the outline needs at least four points: longitude, latitude."))
    if ring[0] != ring[-1]:
        raise ValidationError(_("The outline does not close: its first and last points differ."))


def _is_position(value: Any) -> bool:
    if not isinstance(value, list) or len(value) < 2:
        return False
    longitude, latitude = value[:2]
    numbers = all(isinstance(part, int | float) and not isinstance(part, bool) for part in (longitude, latitude))
    return numbers and -180 <= longitude <= 180 and -90 <= latitude <= 90
