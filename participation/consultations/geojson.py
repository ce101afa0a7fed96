"""GeoJSON that an editor gives, drawn, pasted or as a file: read, converted to degrees, and simplified to what a screen
shows. What is wrong is told with the shape that it is in. An outline that crosses itself is drawn as it is: to mend it, or
to tell that it does, may take minutes. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from shapely import Polygon, to_geojson
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from municipality.outlines import systems
from municipality.outlines.document import parse

LARGEST = 2_000_000  # bytes
MOST_SHAPES = 500
MOST_POSITIONS = 20_000
NAME_LENGTH = 160
NAMES = ("name", "nimi", "namn", "title")
GRAIN = 0.00001  # degrees: about a metre
STRETCH = 500  # positions that are simplified at a time: what that takes grows by their square


@dataclass(frozen=True, kw_only=True)
class Judged:
    """``text``: as it is kept, a FeatureCollection in WGS 84 with names alone; ``system``: the plane coordinates that were
    converted, empty for degrees."""

    text: str
    number: int
    system: str


def sound(text: str) -> str:
    """GeoJSON as it is kept; empty for none. Raises ValidationError as `judge`."""
    return judge(text.encode(errors="replace")).text if text.strip() else ""


def judge(data: bytes) -> Judged:
    """Shapes of every kind, in degrees or in plane coordinates of Finland. Raises ValidationError, in the reader's
    language."""
    if len(data) > LARGEST:
        raise ValidationError(_("The layer is too large. Simplify it to at most two megabytes."))
    document = parse(data)
    rows = list(_rows(document))
    if not rows:
        raise ValidationError(_("The layer has no shapes."))
    if len(rows) > MOST_SHAPES:
        raise ValidationError(_("The layer has too many shapes (at most %(most)s).") % {"most": MOST_SHAPES})
    names = [_name(row) for row in rows]
    forms = [_form(row, number, name) for number, (row, name) in enumerate(zip(rows, names, strict=True), 1)]
    if shapely.get_num_coordinates(forms).sum() > MOST_POSITIONS:
        raise ValidationError(_("The shapes have too many points (at most %(most)s).") % {"most": MOST_POSITIONS})
    placed, system = _placed(forms, systems.declared(document))
    features = [
        {"type": "Feature", "geometry": json.loads(to_geojson(form)), "properties": {"name": name}}
        for form, name in zip(map(_simple, placed), names, strict=True)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return Judged(text=text, number=len(features), system=system)


def _rows(sent: Any) -> Iterator[Any]:
    """The features of a collection, or the one that was sent alone, with or without its properties."""
    if not isinstance(sent, dict) or sent.get("type") != "FeatureCollection":
        yield sent if isinstance(sent, dict) and sent.get("type") == "Feature" else {"geometry": sent}
        return
    features = sent.get("features")
    if not isinstance(features, list):
        raise ValidationError(_("The file is a FeatureCollection without features."))
    yield from features


def _name(row: Any) -> str:
    said = row.get("properties") if isinstance(row, dict) else None
    if not isinstance(said, dict):
        return ""
    name = next((str(said[key]) for key in NAMES if isinstance(said.get(key), str | int | float)), "")
    return " ".join(name.replace("\0", "").split())[:NAME_LENGTH]


def _form(row: Any, number: int, name: str) -> BaseGeometry:
    try:
        form = shape(row["geometry"])
        sound = _is_whole(form)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError, ShapelyError):
        sound = False
    if not sound:
        words = {"number": number, "name": f" ({name})" if name else ""}
        raise ValidationError(
            _("Shape %(number)s%(name)s is no point, line or area that can be read: a number or a corner is missing.")
            % words
        )
    return shapely.force_2d(form)


def _is_whole(form: BaseGeometry) -> bool:
    """Whether all of it can be drawn: nothing is empty, and no collection lies within another."""
    parts = shapely.get_parts(form)
    is_collection = shapely.get_type_id(parts) == shapely.GeometryType.GEOMETRYCOLLECTION
    return len(parts) > 0 and not (is_collection.any() or shapely.is_empty(shapely.get_parts(parts)).any())


def _simple(form: BaseGeometry) -> BaseGeometry:
    """Without the positions that lie within `GRAIN` of what is drawn, but for one in `STRETCH`. The time grows as the number
    of positions."""
    if hasattr(form, "geoms"):
        return type(form)([_simple(part) for part in form.geoms])
    if isinstance(form, Polygon):
        return Polygon(_thinned(form.exterior), [_thinned(ring) for ring in form.interiors])
    return form if form.geom_type == "Point" else type(form)(_thinned(form))


def _thinned(line: BaseGeometry) -> Any:
    places = shapely.get_coordinates(line)
    stretches = [places[at : at + STRETCH + 1] for at in range(0, len(places) - 1, STRETCH)]
    lines = [shapely.LineString(stretch) for stretch in stretches]
    simple = [shapely.get_coordinates(one) for one in shapely.simplify(lines, GRAIN, preserve_topology=False)]
    kept = np.concatenate([*(one[:-1] for one in simple[:-1]), simple[-1]])
    return kept if len(kept) > 3 or line.geom_type == "LineString" else places


def _placed(forms: list[BaseGeometry], system: str) -> tuple[list[BaseGeometry], str]:
    """All of them in degrees, and the system they were in."""
    rings = [[[shapely.get_coordinates(form)]] for form in forms]
    degrees, name = systems.to_degrees(rings, system)
    if not name:
        return forms, ""
    return [shapely.set_coordinates(form, one[0][0]) for form, one in zip(forms, degrees, strict=True)], name
