"""Outlines light enough for pages. Borders that neighbours share stay shared: they are simplified together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from . import mending

Forms = NDArray[np.object_]

POINTS = 1_400  # of all outlines of a municipality together: some 17 kB in a page
STEPS = 30
SLIVER = 3.0  # metres: gaps between neighbours that are narrower are drawing errors
REAL_OVERLAP = 0.02  # of the smaller area: what overlaps more is meant so
_METRES = 111_320.0  # of a degree of latitude


def matched(forms: Sequence[shapely.Geometry]) -> list[shapely.Geometry]:
    """The forms with the borders of neighbours made the same, where they miss each other by a drawing error. Areas that
    really overlap are left as they are."""
    if len(forms) < 2 or shapely.coverage_is_valid(list(forms)) or any(overlaps(forms, least=REAL_OVERLAP)):
        return list(forms)
    plane = _Plane(forms)
    cleaned = plane.back(shapely.coverage_clean(plane.to(forms), gap_width=SLIVER), decimals=7)
    same = [
        bool(new.is_valid and abs(new.area - old.area) < 0.05 * old.area)
        for new, old in zip(cleaned, forms, strict=True)
    ]
    return [mending.areal(form) for form in cleaned] if all(same) else list(forms)


def overlaps(forms: Sequence[shapely.Geometry], *, least: float = 1e-4) -> list[tuple[int, int, float]]:
    """Pairs that overlap by more than ``least`` of the smaller one, and that part."""
    if len(forms) < 2:
        return []
    tree = shapely.STRtree(list(forms))
    found = []
    for one, other in zip(*tree.query(list(forms), predicate="intersects"), strict=True):
        if one < other:
            part = forms[one].intersection(forms[other]).area / min(forms[one].area, forms[other].area)
            if part > least:
                found.append((int(one), int(other), float(part)))
    return found


def drawn(forms: Sequence[shapely.Geometry], *, most: int = POINTS) -> list[shapely.Geometry]:
    """Simplified until all together have at most ``most`` points, or as near to it as they come. Every outcome is
    valid, and none is empty."""
    if not forms:
        return []
    plane = _Plane(forms)
    flat, best = plane.to(forms), list(forms)
    tolerance = plane.width / 20_000
    for step in range(STEPS):
        kept = _without_specks(flat, tolerance) if step else flat
        simpler = shapely.coverage_simplify(kept, tolerance) if step else kept
        best = _sound(plane, simpler, best)
        if points_of(best) <= most:
            break
        tolerance *= 1.5
    return best


def points_of(forms: Sequence[shapely.Geometry]) -> int:
    return int(shapely.get_num_coordinates(list(forms)).sum())


def geometry_of(form: shapely.Geometry) -> dict[str, Any]:
    """The form as GeoJSON."""
    mapped: dict[str, Any] = shapely.geometry.mapping(form)
    return {"type": mapped["type"], "coordinates": _lists(mapped["coordinates"])}


def _lists(value: Any) -> Any:
    return [_lists(part) for part in value] if isinstance(value, tuple | list) else value


def _sound(plane: _Plane, forms: Forms, before: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """In degrees, with as few decimals (5: a metre) as leave every form valid; a form that none do stays as before."""
    for decimals in (5, 6, 7):
        back = plane.back(forms, decimals=decimals)
        valid = [bool(form.is_valid and not form.is_empty) for form in back]
        if all(valid):
            return list(back)
    return [new if good else old for new, old, good in zip(back, before, valid, strict=True)]


def _without_specks(forms: Forms, tolerance: float) -> Forms:
    """Without islands and holes that would not be seen; the largest part of each stays."""
    return np.array([_of_parts(form, tolerance**2 * 4) for form in forms], dtype=object)


def _of_parts(form: shapely.Geometry, least: float) -> shapely.Geometry:
    parts = sorted(shapely.get_parts(form), key=lambda part: -part.area)
    kept = [parts[0], *(part for part in parts[1:] if part.area >= least)]
    pieces = [
        shapely.Polygon(part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area >= least])
        for part in kept
    ]
    return pieces[0] if len(pieces) == 1 else shapely.multipolygons(pieces)


class _Plane:
    """Degrees as metres on a plane of the place, near enough to measure by."""

    def __init__(self, forms: Sequence[shapely.Geometry]) -> None:
        west, south, east, north = shapely.total_bounds(list(forms))
        self.across = _METRES * float(np.cos(np.radians((south + north) / 2)))
        self.width = max((east - west) * self.across, (north - south) * _METRES)

    def to(self, forms: Sequence[shapely.Geometry]) -> Forms:
        scale = np.array([self.across, _METRES])
        return np.array([shapely.transform(form, lambda places: places * scale) for form in forms], dtype=object)

    def back(self, forms: Forms, *, decimals: int) -> Forms:
        scale = np.array([self.across, _METRES])
        return np.array(
            [shapely.transform(form, lambda places: np.round(places / scale, decimals)) for form in forms], dtype=object
        )
