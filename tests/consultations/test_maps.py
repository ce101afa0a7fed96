"""Layers that editors give and places that residents mark."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError

from participation.consultations import geometry, layers

SQUARE = [[23.9, 60.1], [23.95, 60.1], [23.95, 60.15], [23.9, 60.15], [23.9, 60.1]]


def collection(*shapes, **said):
    features = [{"type": "Feature", "geometry": shape, "properties": said} for shape in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_a_layer_keeps_shapes_and_names_alone():
    kept = layers.sound(collection({"type": "Polygon", "coordinates": [SQUARE]}, nimi="Kortteli 5", owner="Aino"))
    assert json.loads(kept)["features"][0]["properties"] == {"name": "Kortteli 5"}
    layer = layers.read(kept)
    assert layer.names == ["Kortteli 5"]
    assert layer.bounds is not None
    west, south, east, north = layer.bounds
    assert west < 23.9 < 23.95 < east
    assert south < 60.1 < 60.15 < north
    assert layers.sound(kept) == kept


def test_every_kind_of_shape_is_drawn():
    point = {"type": "Point", "coordinates": [23.9, 60.1]}
    line = {"type": "MultiLineString", "coordinates": [SQUARE[:2], SQUARE[1:3]]}
    layer = layers.read(layers.sound(collection(point, line, {"type": "Polygon", "coordinates": [SQUARE]})))
    assert (len(layer.points), len(layer.lines), len(layer.areas)) == (1, 2, 1)


def test_an_outline_that_crosses_itself_is_mended():
    bow = [[23.9, 60.1], [23.95, 60.15], [23.95, 60.1], [23.9, 60.15], [23.9, 60.1]]
    assert len(layers.read(layers.sound(collection({"type": "Polygon", "coordinates": [bow]}))).areas) == 2


def test_a_line_is_simplified_to_what_a_screen_shows():
    many = [[23.9 + number / 1_000_000, 60.1] for number in range(1000)]
    layer = layers.read(layers.sound(json.dumps({"type": "LineString", "coordinates": many})))
    assert len(layer.lines[0].points) == 2


@pytest.mark.parametrize(
    "text",
    [
        "kartta",
        "[]",
        "{}",
        '{"type": "Polygon", "coordinates": [[[1]]]}',
        '{"type": "Point", "coordinates": [385000, 6670000]}',  # metres, not degrees
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "Circle", "coordinates": [23, 60]}',
    ],
)
def test_what_is_no_layer_is_refused(text):
    with pytest.raises(ValidationError):
        layers.sound(text)


@pytest.mark.parametrize(
    ("points", "kind"),
    [(SQUARE[:1], "Point"), (SQUARE[:3], "LineString"), (SQUARE, "Polygon")],
)
def test_what_the_pen_drew_becomes_a_shape_and_back(points, kind):
    place = geometry.from_pen(json.dumps(points))
    assert place is not None
    assert place["type"] == kind
    assert json.loads(geometry.to_pen(place)) == points


@pytest.mark.parametrize("text", ["x", "[[1]]", "[[200, 60]]", '{"a": 1}', "[[null, 2]]", json.dumps([[1, 2]] * 61)])
def test_a_place_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValidationError):
        geometry.from_pen(text)
