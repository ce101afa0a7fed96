"""Layers of a map that an editor draws or gives as GeoJSON (RFC 7946), as pages draw them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from shapely import to_geojson
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from wagtail import blocks

from core.maps import Line, Point

from .geojson import sound
from .layer_input import LAYER_HELP, LayerInput

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
    names: list[str] = field(default_factory=list)  # the same as a list, for those who see no map
    bounds: tuple[float, float, float, float] | None = None


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
        if name and name not in layer.names:
            layer.names.append(name)
        for one in _parts(geometry):
            _place(layer, one, name)
    return replace(layer, bounds=_around(edges))


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


def _parts(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    if hasattr(geometry, "geoms"):
        for one in geometry.geoms:
            yield from _parts(one)
    else:
        yield geometry


class GeoJsonBlock(blocks.TextBlock):
    """Drawn on a map. The same in every language: names within are the source's."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field_options["widget"] = LayerInput()

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
    geojson = GeoJsonBlock(label=_("Shapes"), help_text=LAYER_HELP)

    class Meta:
        icon = "globe"
        label = _("Map layer")
        template = "consultations/layer.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "layer": read(value["geojson"])}
