"""Made-up municipalities: areas that share their borders, as GeoJSON."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import shapely


def coverage(number: int, seed: int, *, step: float = 0.0003) -> list[shapely.Geometry]:
    """Neighbouring areas whose winding borders are the same on both sides."""
    chance = random.Random(seed)
    town = shapely.box(23.8, 60.1, 24.0, 60.2)
    seeds = shapely.MultiPoint([(chance.uniform(23.8, 24.0), chance.uniform(60.1, 60.2)) for _number in range(number)])
    cells = [cell.intersection(town) for cell in shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=town))]
    lines = shapely.line_merge(shapely.node(shapely.union_all([cell.boundary for cell in cells])))
    winding = shapely.transform(shapely.segmentize(lines, step), lambda places: _wound(places, seed))
    return list(shapely.get_parts(shapely.polygonize(list(shapely.get_parts(winding)))))


def _wound(places: Any, seed: int) -> Any:
    """Moves every place a little, the same place always the same way."""
    moved = places.copy()
    moved[:, 0] += 0.00012 * np.sin(places[:, 0] * 3_000 + places[:, 1] * 7_000 + seed)
    moved[:, 1] += 0.00006 * np.sin(places[:, 0] * 5_000 - places[:, 1] * 2_000 + seed)
    return moved


def file(*features: tuple[str, Any], crs: str = "", **properties: str) -> bytes:
    """A FeatureCollection of names and geometries (shapely's or GeoJSON's)."""
    document: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"id": number, "nimi": name, **properties},
                "geometry": shapely.geometry.mapping(form) if isinstance(form, shapely.Geometry) else form,
            }
            for number, (name, form) in enumerate(features)
        ],
    }
    if crs:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(document).encode()


def square(west: float, south: float, size: float = 0.02) -> shapely.Geometry:
    return shapely.box(west, south, west + size, south + size)
