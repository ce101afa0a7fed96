"""Layers of a map that an editor gives as GeoJSON (RFC 7946): checked, mended, and simplified to what a screen shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from shapely import make_valid, to_geojson
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from wagtail import blocks

from core.maps import Line, Point

LARGEST = 2_000_000  # characters
MOST_SHAPES = 500
MOST_POSITIONS = 20_000
GRAIN = 0.00001  # degrees: about a metre
NAMES = ("name", "nimi", "namn", "title")
MARGIN = 0.08


@dataclass(frozen=True)
class Outline:
    """An area as `core.maps` draws it."""

    names: str
    outline: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Layer:
    """What of a layer is drawn."""

    areas: list[Outline] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    bounds: tuple[float, float, float, float] | None = None

    @property
    def names(self) -> list[str]:
        """The same as a list, for those who see no map."""
        found = [*(area.names for area in self.areas), *(point.label for point in self.points)]
        return list(dict.fromkeys(name for name in found if name))


def sound(text: str) -> str:
    """GeoJSON as it is kept: a FeatureCollection in WGS 84 with names alone. Empty for none. Raises ValidationError."""
    if not text.strip():
        return ""
    if len(text) > LARGEST:
        raise ValidationError(_now("The layer is too large. Simplify it to at most two megabytes."))
    try:
        sent = json.loads(text)
        found = [(shape(geometry), name) for geometry, name in _geometries(sent)]
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, ShapelyError):
        raise ValidationError(_now("This is not GeoJSON that can be read.")) from None
    if not found or any(geometry.is_empty for geometry, _name in found):
        raise ValidationError(_now("The layer has no shapes."))
    if len(found) > MOST_SHAPES:
        raise ValidationError(_now("The layer has too many shapes (at most %(most)s).") % {"most": MOST_SHAPES})
    if not all(_in_degrees(geometry) for geometry, _name in found):
        raise ValidationError(_now("The coordinates must be degrees: longitude first, then latitude (WGS 84)."))
    kept = [(make_valid(geometry).simplify(GRAIN), name) for geometry, name in found]
    if sum(_positions(geometry) for geometry, _name in kept) > MOST_POSITIONS:
        raise ValidationError(_now("The shapes have too many points (at most %(most)s).") % {"most": MOST_POSITIONS})
    features = [
        {"type": "Feature", "geometry": json.loads(to_geojson(geometry)), "properties": {"name": name}}
        for geometry, name in kept
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def read(text: str) -> Layer:
    """What `sound` made, to be drawn."""
    if not text:
        return Layer()
    layer = Layer()
    edges: list[Sequence[float]] = []
    for feature in json.loads(text)["features"]:
        name = feature["properties"].get("name") or ""
        geometry = shape(feature["geometry"])
        edges.append(geometry.bounds)
        for one in _parts(geometry):
            _place(layer, one, name)
    return Layer(areas=layer.areas, lines=layer.lines, points=layer.points, bounds=_around(edges))


def _place(layer: Layer, geometry: BaseGeometry, name: str) -> None:
    if geometry.geom_type == "Polygon":
        layer.areas.append(Outline(name, json.loads(to_geojson(geometry))))
    elif geometry.geom_type == "Point":
        layer.points.append(Point(lon=geometry.x, lat=geometry.y, label=name))
    else:
        layer.lines.append(Line(points=[list(at[:2]) for at in geometry.coords]))


def _around(edges: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    west, south = min(edge[0] for edge in edges), min(edge[1] for edge in edges)
    east, north = max(edge[2] for edge in edges), max(edge[3] for edge in edges)
    wide, high = max((east - west) * MARGIN, 0.004), max((north - south) * MARGIN, 0.002)
    return west - wide, south - high, east + wide, north + high


def _geometries(sent: Any) -> Iterator[tuple[Any, str]]:
    if sent["type"] == "FeatureCollection":
        for feature in sent["features"]:
            yield from _geometries(feature)
    elif sent["type"] == "Feature":
        said = sent.get("properties") or {}
        name = next((str(said[key]) for key in NAMES if said.get(key)), "")
        yield sent["geometry"], name[:160]
    else:
        yield sent, ""


def _parts(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    if hasattr(geometry, "geoms"):
        for one in geometry.geoms:
            yield from _parts(one)
    else:
        yield geometry


def _positions(geometry: BaseGeometry) -> int:
    return sum(
        sum(len(ring.coords) for ring in (one.exterior, *one.interiors))
        if one.geom_type == "Polygon"
        else len(one.coords)
        for one in _parts(geometry)
    )


def _in_degrees(geometry: BaseGeometry) -> bool:
    west, south, east, north = geometry.bounds
    return -180 <= west <= east <= 180 and -90 <= south <= north <= 90


class GeoJsonBlock(blocks.TextBlock):
    """The same in every language: names within are the source's."""

    def clean(self, value: Any) -> Any:
        return sound(super().clean(value) or "")

    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value

    def deconstruct(self) -> Any:
        """To migrations it is the text it is."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.TextBlock", args, kwargs


class LayerBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=160)
    geojson = GeoJsonBlock(
        label=_("GeoJSON"), rows=6, help_text=_("What a map program saves as GeoJSON, in degrees (WGS 84).")
    )

    class Meta:
        icon = "globe"
        label = _("Map layer")
        template = "consultations/layer.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "layer": read(value["geojson"])}
