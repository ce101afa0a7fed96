"""Reading a GeoJSON file (RFC 7946), or what people send in its place, without trusting it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import mending, systems
from .document import parse
from .positions import Rings, polygons_of

MAX_POSITIONS = 300_000
MAX_FEATURES = 500
PROPERTIES = 60
PROPERTY_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class Feature:
    """An area of the file: what it says of itself, its form in WGS 84, what was mended, how many points it had."""

    number: int
    properties: Mapping[str, str]
    form: shapely.Geometry
    mended: tuple[str, ...] = ()
    points: int = 0


@dataclass(frozen=True, kw_only=True)
class Reading:
    """``left_out`` says what could not be used, and why; ``system`` names the plane coordinates that were converted."""

    features: tuple[Feature, ...]
    left_out: tuple[str, ...] = ()
    system: str = ""

    @property
    def properties(self) -> list[str]:
        """The names of what the areas say of themselves, in the order of the file."""
        return list(dict.fromkeys(name for feature in self.features for name in feature.properties))


def read(data: bytes) -> Reading:
    """The areas of a file. Raises ValidationError, in the reader's language, when none can be read."""
    document = parse(data)
    found, left_out = _areas(document)
    degrees, system = systems.to_degrees(
        [polygons for _number, _properties, polygons in found], systems.declared(document)
    )
    features = []
    for (number, properties, _polygons), polygons in zip(found, degrees, strict=True):
        try:
            form, mended = mending.mend(polygons)
        except ValidationError as error:
            left_out.append(_left_out(number, error))
            continue
        points = sum(len(ring) for polygon in polygons for ring in polygon)
        features.append(Feature(number=number, properties=properties, form=form, mended=mended, points=points))
    if not features:
        raise ValidationError(left_out[0])
    return Reading(features=tuple(features), left_out=tuple(left_out), system=system)


def _areas(document: dict[str, Any]) -> tuple[list[tuple[int, dict[str, str], Rings]], list[str]]:
    rows = _rows(document)
    found, left_out, positions = [], [], 0
    for number, row in enumerate(rows, 1):
        try:
            polygons = polygons_of(row.get("geometry") if isinstance(row, dict) else None)
        except ValidationError as error:
            left_out.append(_left_out(number, error))
            continue
        positions += sum(len(ring) for polygon in polygons for ring in polygon)
        if positions > MAX_POSITIONS:
            raise ValidationError(
                _("The areas have too many points, at most %(most)s. Export them simplified."),
                params={"most": MAX_POSITIONS},
            )
        found.append((number, _properties(row), polygons))
    if not found:
        raise ValidationError(left_out[0] if left_out else _("There are no areas in the file."))
    return found, left_out


def _rows(document: dict[str, Any]) -> list[Any]:
    kind = document["type"]
    if kind == "FeatureCollection":
        rows = document.get("features")
        if not isinstance(rows, list):
            raise ValidationError(_("The file is a FeatureCollection without features."))
        if len(rows) > MAX_FEATURES:
            raise ValidationError(
                _("The file has %(number)s features, at most %(most)s can be read."),
                params={"number": len(rows), "most": MAX_FEATURES},
            )
        return rows
    if kind == "Feature":
        return [document]
    if kind in {"Polygon", "MultiPolygon", "GeometryCollection"}:
        return [{"geometry": document}]
    if kind == "Topology":
        raise ValidationError(_("The file is TopoJSON. Export the areas as GeoJSON."))
    raise ValidationError(_("The file holds no areas but this: %(kind)s."), params={"kind": kind[:40]})


def _properties(row: dict[str, Any]) -> dict[str, str]:
    """What is a text or a number, as texts."""
    said = row.get("properties")
    if not isinstance(said, dict):
        return {}
    plain = [(str(name)[:PROPERTY_LENGTH], value) for name, value in said.items() if type(value) in (str, int, float)]
    return {
        name: " ".join(str(value).replace("\x00", "").split())[:PROPERTY_LENGTH] for name, value in plain[:PROPERTIES]
    }


def _left_out(number: int, error: ValidationError) -> str:
    return _("Feature %(number)s: %(reason)s") % {"number": number, "reason": error.messages[0]}
