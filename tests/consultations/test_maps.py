"""Layers that editors give and places that residents mark."""

from __future__ import annotations

import json
import math
import time
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from participation.consultations import geometry, layers
from participation.consultations.geojson import MOST_POSITIONS, judge, sound
from participation.consultations.layer_input import LayerInput
from tests import factories

SQUARE = [[23.9, 60.1], [23.95, 60.1], [23.95, 60.15], [23.9, 60.15], [23.9, 60.1]]

POINT = {"type": "Point", "coordinates": [23.9, 60.1]}


def collection(*shapes, **said):
    features = [{"type": "Feature", "geometry": shape, "properties": said} for shape in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_a_layer_keeps_shapes_and_names_alone():
    kept = sound(collection({"type": "Polygon", "coordinates": [SQUARE]}, nimi="Kortteli 5", owner="Aino"))
    assert json.loads(kept)["features"][0]["properties"] == {"name": "Kortteli 5"}
    layer = layers.read(kept)
    assert layer.names == ["Kortteli 5"]
    assert layer.bounds is not None
    west, south, east, north = layer.bounds
    assert west < 23.9 < 23.95 < east
    assert south < 60.1 < 60.15 < north
    assert sound(kept) == kept


def test_every_kind_of_shape_is_drawn():
    point = {"type": "Point", "coordinates": [23.9, 60.1]}
    line = {"type": "MultiLineString", "coordinates": [SQUARE[:2], SQUARE[1:3]]}
    layer = layers.read(sound(collection(point, line, {"type": "Polygon", "coordinates": [SQUARE]})))
    assert (len(layer.points), len(layer.lines), len(layer.areas)) == (1, 2, 1)


def test_an_outline_that_crosses_itself_stays_as_it_was_drawn():
    bow = [[23.9, 60.1], [23.95, 60.15], [23.95, 60.1], [23.9, 60.15], [23.9, 60.1]]
    (area,) = layers.read(sound(collection({"type": "Polygon", "coordinates": [bow]}))).areas
    assert area.outline["coordinates"] == [bow]


def star(number):
    """An outline each of whose sides crosses nearly all others."""
    step = number // 2
    turns = [2 * math.pi * corner * step / number for corner in range(number)]
    ring = [[24 + math.cos(turn) / 10, 60.5 + math.sin(turn) / 10] for turn in turns]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def comb(number):
    """A sound outline of slanting teeth that stand close."""
    teeth = [at for tooth in range(number // 2) for at in ([22 + tooth / 1e5, 60], [22.5 + tooth / 1e5, 61])]
    return {"type": "Polygon", "coordinates": [[*teeth, [22, 59.9], teeth[0]]]}


@pytest.mark.parametrize("shape", [star(301), star(MOST_POSITIONS - 2), comb(MOST_POSITIONS - 2)])
def test_no_outline_takes_long_to_judge(shape):
    text, began = collection(shape), time.process_time()
    sound(text)
    assert time.process_time() - began < 1


def test_positions_are_counted_before_anything_is_done_with_them():
    with pytest.raises(ValidationError, match=str(MOST_POSITIONS)):
        sound(collection(comb(MOST_POSITIONS)))


@pytest.mark.parametrize("number", [499, 500, 501, 1001])
def test_a_long_outline_is_simplified_without_losing_its_corners(number):
    sides = pairwise(SQUARE)
    ring = [
        [west + (east - west) * part / number, south + (north - south) * part / number]
        for (west, south), (east, north) in sides
        for part in range(number)
    ]
    (area,) = layers.read(sound(collection({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}))).areas
    (kept,) = area.outline["coordinates"]
    assert all(corner in kept for corner in SQUARE)
    assert len(kept) < 20


def test_an_outline_too_small_to_see_stays_an_outline():
    tiny = [[23.9, 60.1], [23.900001, 60.1], [23.900001, 60.100001], [23.9, 60.1]]
    (area,) = layers.read(sound(collection({"type": "Polygon", "coordinates": [tiny]}))).areas
    assert area.outline["coordinates"] == [tiny]


@pytest.mark.parametrize(
    ("said", "name"), [("Polku \ud83d", "Polku ?"), ("Polku \U0001f6b6", "Polku \U0001f6b6"), ("A\0b", "Ab")]
)
def test_half_an_emoji_in_a_name_does_not_keep_from_saving(said, name):
    kept = sound(collection({"type": "Point", "coordinates": [23.9, 60.1]}, name=said))
    assert json.loads(kept)["features"][0]["properties"] == {"name": name}
    assert kept.encode()


def test_no_half_character_comes_back_in_what_is_told():
    text = {"type": "Point", "coordinates": [1e9, 1e9], "crs": {"type": "name", "properties": {"name": "\ud83d"}}}
    with pytest.raises(ValidationError) as told:
        sound(json.dumps(text))
    assert " ".join(told.value.messages).encode()


def test_a_line_is_simplified_to_what_a_screen_shows():
    many = [[23.9 + number / 1_000_000, 60.1] for number in range(1000)]
    layer = layers.read(sound(json.dumps({"type": "LineString", "coordinates": many})))
    assert len(layer.lines[0].points) == 3


@pytest.mark.parametrize(
    "text",
    [
        "kartta",
        "[]",
        "{}",
        '{"type": "Polygon", "coordinates": [[[1]]]}',
        '{"type": "Point", "coordinates": [4.9, 52.4]}',  # not in Finland
        '{"type": "Point", "coordinates": [60.1, 23.9]}',  # latitude first
        '{"type": "Point", "coordinates": [3385000, 6670000]}',  # the old Finnish grid
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "Circle", "coordinates": [23, 60]}',
        collection({"type": "GeometryCollection", "geometries": [POINT, {"type": "Point", "coordinates": []}]}),
        collection(
            {"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": [POINT]}]}
        ),
    ],
)
def test_what_is_no_layer_is_refused(text):
    with pytest.raises(ValidationError):
        sound(text)


@pytest.mark.parametrize(
    ("at", "system", "said"),
    [
        ([385000, 6670000], "ETRS-TM35FIN", None),
        ([24500000, 6670000], "ETRS-GK24FIN", None),
        ([500000, 6670000], "ETRS-GK24FIN", "urn:ogc:def:crs:EPSG::3131"),
    ],
)
def test_plane_coordinates_become_degrees(at, system, said):
    crs = {"crs": {"type": "name", "properties": {"name": said}}} if said else {}
    judged = judge(json.dumps({"type": "Point", "coordinates": at, **crs}).encode())
    assert judged.system == system
    lon, lat = json.loads(judged.text)["features"][0]["geometry"]["coordinates"]
    assert (24 - 1.2 < lon < 24 + 1.2, 60 < lat < 60.3) == (True, True)


def test_what_is_wrong_is_told_with_its_shape():
    point, stub = {"type": "Point", "coordinates": [23.9, 60.1]}, {"type": "LineString", "coordinates": [[23, 60]]}
    with pytest.raises(ValidationError, match=r"Kuvio 2 \(Raitti\)"):
        sound(collection(point, stub, name="Raitti"))


def test_names_of_lines_are_told_to_those_who_see_no_map():
    line = {"type": "LineString", "coordinates": SQUARE[:3]}
    assert layers.read(sound(collection(line, namn="Stig"))).names == ["Stig"]


@pytest.mark.django_db
def test_a_file_is_judged_before_the_page_is_saved(client, site):
    client.force_login(factories.official(site, Role.EDITOR))
    url = reverse("consultation_layer")
    sent = collection({"type": "Point", "coordinates": [385000, 6670000]}, name="Kaivo").encode()
    told = client.post(url, {"file": SimpleUploadedFile("a.geojson", sent)})
    assert json.loads(told.json()["text"])["features"][0]["properties"] == {"name": "Kaivo"}
    assert "ETRS-TM35FIN" in told.json()["said"]
    refused = client.post(url, {"file": SimpleUploadedFile("a.geojson", b"<kml>")})
    assert (refused.status_code, "KML" in refused.json()["said"]) == (400, True)
    assert client.get(url).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 400), (Role.MODERATOR, 302), (Role.SERVICE_DESK, 302)])
def test_a_file_is_judged_for_those_who_write_pages(client, site, role, status):
    client.force_login(factories.official(site, role))
    assert client.post(reverse("consultation_layer")).status_code == status


@pytest.mark.django_db
def test_the_editor_has_a_map_in_fields_and_in_blocks_and_the_text_without_scripts():
    drawn = LayerInput().render("place", "", {"id": "id_place"})
    assert ('data-layer="id_place"' in drawn, '<textarea name="place"' in drawn) == (True, True)
    assert isinstance(layers.GeoJsonBlock().field.widget, LayerInput)


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
