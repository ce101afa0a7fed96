"""Which coordinates a file is in, by what it declares and by the numbers themselves; to degrees, or a clear no."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import projection
from .positions import Rings
from .projection import DEGREES, SYSTEMS, TransverseMercator

FINLAND = (19.0, 59.0, 32.0, 71.0)  # west, south, east, north, with room to spare
_CODE = re.compile(r"EPSG:(?:[\d.]*:)?(\d{4,5})\Z", re.IGNORECASE | re.ASCII)


def declared(document: dict[str, Any]) -> str:
    """The name in ``crs`` (GeoJSON of 2008, still written by GIS programs), or nothing."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name[:100] if isinstance(name, str) else ""


def to_degrees(polygons: list[Rings], name: str) -> tuple[list[Rings], str]:
    """Every ring in degrees, and the name of the system they were in, nothing for degrees. Raises ValidationError that
    says what to export instead."""
    rings = [ring for one in polygons for polygon in one for ring in polygon]
    everything = np.concatenate(rings)
    if (np.abs(everything) <= (180, 90)).all() or (np.abs(everything) <= (90, 180)).all():
        _in_finland(everything)
        return polygons, ""
    system = _plane(everything, name)
    converted = [[[_converted(ring, system) for ring in polygon] for polygon in one] for one in polygons]
    _in_finland(np.concatenate([ring for one in converted for polygon in one for ring in polygon]))
    return converted, system.name


def _converted(ring: projection.Numbers, system: TransverseMercator) -> projection.Numbers:
    return np.column_stack(system.degrees(ring[:, 0], ring[:, 1]))


def _plane(everything: projection.Numbers, name: str) -> TransverseMercator:
    east, north = (float(value) for value in np.median(everything, axis=0))
    if projection.is_kkj(east, north):
        raise ValidationError(
            _(
                "The coordinates are of the old Finnish grid (KKJ/YKJ). Export the areas in WGS 84 (EPSG:4326) or ETRS-TM35FIN (EPSG:3067)."
            )
        )
    if projection.swapped(east, north):
        raise ValidationError(
            _(
                "The northing stands before the easting. Export the areas so that the easting is first, or in WGS 84 (EPSG:4326)."
            )
        )
    match = _CODE.search(name)
    code = int(match[1]) if match else None
    known = SYSTEMS.get(code) if code is not None else None
    found = known or (projection.guessed(east, north) if code is None or code in DEGREES else None)
    if found is None:
        raise ValidationError(
            _(
                "The coordinates (%(system)s) cannot be converted. Export the areas in WGS 84 (EPSG:4326) or ETRS-TM35FIN (EPSG:3067)."
            ),
            params={"system": name or f"{east:.0f}, {north:.0f}"},
        )
    return found


def _in_finland(places: projection.Numbers) -> None:
    if _within(places).all():
        return
    if _within(places[:, ::-1]).all():
        raise ValidationError(
            _(
                "Latitude stands before longitude. In GeoJSON longitude is first: [24.94, 60.17]. Export the areas again."
            )
        )
    away = places[~_within(places)][0]
    raise ValidationError(
        _("A point of the outlines is not in Finland: longitude %(lon)s, latitude %(lat)s."),
        params={"lon": f"{away[0]:.4f}", "lat": f"{away[1]:.4f}"},
    )


def _within(places: projection.Numbers) -> Any:
    west, south, east, north = FINLAND
    return (places >= (west, south)).all(axis=1) & (places <= (east, north)).all(axis=1)
