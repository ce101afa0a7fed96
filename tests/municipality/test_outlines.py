"""GeoJSON files: what is read, converted, mended, and refused with a reason; outlines that stay neighbours."""

from __future__ import annotations

import json
import math
import random

import numpy as np
import pytest
import shapely
from django.core.exceptions import ValidationError
from django.utils.translation import override

from municipality.outlines import mending, simplifying
from municipality.outlines.plan import Known, guess, plan
from municipality.outlines.projection import AXIS, FLATTENING, SYSTEMS
from municipality.outlines.reading import read
from tests.municipality.outlines import coverage, file, square

SQUARE = square(23.9, 60.1)


def refusal(data: bytes, language: str = "en") -> str:
    with override(language), pytest.raises(ValidationError) as raised:
        read(data)
    return raised.value.messages[0]


# Coordinates


def test_a_known_point_of_etrs_tm35fin():
    """The test point of JHS 154, to a tenth of a millimetre."""
    lon, lat = SYSTEMS[3067].degrees(np.array([106256.35961]), np.array([6715706.37708]))
    assert (lon[0], lat[0]) == (pytest.approx(19.84813676944, abs=1e-9), pytest.approx(60.3851068722, abs=1e-9))


@pytest.mark.parametrize("latitude", [59.8, 62.0, 65.5, 70.05])
def test_on_the_central_meridian_the_northing_is_the_length_of_the_meridian(latitude):
    """Measured by Simpson's rule on the ellipsoid: another way than the series."""
    squared = FLATTENING * (2 - FLATTENING)
    at = np.linspace(0, math.radians(latitude), 100_001)
    curve = AXIS * (1 - squared) / (1 - squared * np.sin(at) ** 2) ** 1.5
    length = at[1] / 3 * (curve[0] + curve[-1] + 4 * curve[1:-1:2].sum() + 2 * curve[2:-1:2].sum())
    for code, scale in ((3067, 0.9996), (3879, 1.0)):
        system = SYSTEMS[code]
        lon, lat = system.degrees(np.array([system.false_easting]), np.array([length * scale]))
        assert (lon[0], lat[0]) == (pytest.approx(system.meridian), pytest.approx(latitude, abs=1e-11))


@pytest.mark.parametrize("east", [150_000.0, 385_000.0, 612_345.6])
def test_the_projection_keeps_angles(east):
    """A metre east and a metre north are equally long and square to each other on the ground, wherever one stands."""
    lon, lat = SYSTEMS[3067].degrees(
        np.array([east, east + 1, east]), np.array([6_800_000.0, 6_800_000.0, 6_800_001.0])
    )
    squared = FLATTENING * (2 - FLATTENING)
    sine = math.sin(math.radians(lat[0]))
    across = AXIS / math.sqrt(1 - squared * sine**2) * math.cos(math.radians(lat[0]))
    along = AXIS * (1 - squared) / (1 - squared * sine**2) ** 1.5
    steps = [(math.radians(lon[i] - lon[0]) * across, math.radians(lat[i] - lat[0]) * along) for i in (1, 2)]
    assert math.hypot(*steps[0]) == pytest.approx(math.hypot(*steps[1]), rel=1e-6)
    assert abs(steps[0][0] * steps[1][0] + steps[0][1] * steps[1][1]) < 1e-6


METRES = [[385_000, 6_672_000], [387_000, 6_672_000], [387_000, 6_674_000], [385_000, 6_674_000], [385_000, 6_672_000]]


def metres(east: float = 0, north: float = 0, *, turned: bool = False) -> dict:
    ring = [[x + east, y + north] for x, y in METRES]
    return {"type": "Polygon", "coordinates": [[place[::-1] for place in ring] if turned else ring]}


@pytest.mark.parametrize(
    ("crs", "east", "system"),
    [
        ("", 0, "ETRS-TM35FIN"),
        ("urn:ogc:def:crs:EPSG::3067", 0, "ETRS-TM35FIN"),
        ("EPSG:3067", 0, "ETRS-TM35FIN"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 0, "ETRS-TM35FIN"),  # says degrees, holds metres
        ("EPSG:3879", 25_111_000, "ETRS-GK25FIN"),
        ("", 25_111_000, "ETRS-GK25FIN"),
        ("EPSG:3132", 111_000, "ETRS-GK25FIN"),
    ],
)
def test_plane_coordinates_become_degrees(crs, east, system):
    reading = read(file(("Keskusta", metres(east)), crs=crs))
    assert reading.system == system
    centre = reading.features[0].form.centroid
    assert 24.5 < centre.x < 25.1
    assert 60.0 < centre.y < 60.3


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (file(("A", metres(3_000_000))), "The coordinates are of the old Finnish grid (KKJ/YKJ)"),
        (file(("A", metres(turned=True))), "The northing stands before the easting"),
        (file(("A", metres()), crs="EPSG:3857"), "The coordinates (EPSG:3857) cannot be converted"),
        (file(("A", metres(0, 9_000_000))), "The coordinates (385000, 15672000) cannot be converted"),
        (file(("A", shapely.transform(SQUARE, lambda places: places[:, ::-1]))), "Latitude stands before longitude"),
        (file(("A", square(179.99, 60.1))), "The coordinates (180, 60) cannot be converted"),
        (file(("A", square(-23.9, 60.1))), "A point of the outlines is not in Finland: longitude -23.8800"),
        (file(("A", SQUARE), ("B", square(2.3, 48.8))), "A point of the outlines is not in Finland"),
    ],
)
def test_other_coordinates_are_refused_with_what_to_export_instead(data, told):
    assert refusal(data).startswith(told)


# Files


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b"PK\x03\x04rest", "The file is not GeoJSON but something else"),
        (b"SQLite format 3\x00rest", "The file is not GeoJSON but something else"),
        (b"{\x00}", "The file is not GeoJSON but something else"),
        (b"\xff\xfe{\x00}\x00", "The file is not text in UTF-8."),
        ('{"nimi": "Mäki"}'.encode("latin-1"), "The file is not text in UTF-8."),
        (b"<kml></kml>", "The file is XML, such as KML or GML."),
        (b"nimi;x;y\nKeskusta;1;2", "The file is not JSON: it cannot be read on from line 1, column 1."),
        (b'{"type": "Polygon", "coordinates": [[', "The file is not JSON: it cannot be read on from line 1"),
        (b'{"type": "Polygon", "coordinates": ' + b"[" * 100_000, "The file is nested too deeply to be GeoJSON."),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 60]]]}', "The file holds a number that is none"),
        (b'{"type": "Polygon", "coordinates": [[[-Infinity, 60]]]}', "The file holds a number that is none"),
        (b'{"a": ' + b"9" * 9_000 + b"}", "The file holds a number that is none"),
        (b"[1, 2]", "The file is JSON, but not GeoJSON: it does not say its type."),
        (b'{"type": 5}', "The file is JSON, but not GeoJSON: it does not say its type."),
        (b'{"type": "Topology"}', "The file is TopoJSON."),
        (b'{"type": "Point", "coordinates": [24, 60]}', "The file holds no areas but this: Point."),
        (b'{"type": "FeatureCollection"}', "The file is a FeatureCollection without features."),
        (b'{"type": "FeatureCollection", "features": []}', "There are no areas in the file."),
        (b'{"type": "FeatureCollection", "features": [1, null]}', "Feature 1: It has no geometry."),
        (b" " * (10 * 1024 * 1024 + 1), "The file is too big, at most 10 MB."),
        (b'{"type": "FeatureCollection", "features": [' + b"1," * 600 + b"1]}", "The file has 601 features"),
    ],
)
def test_bad_files_are_told_apart(data, told):
    assert refusal(data).startswith(told)


@pytest.mark.parametrize(
    ("geometry", "told"),
    [
        (None, "It has no geometry."),
        ({"type": "Point", "coordinates": [24, 60]}, "It is a Point, not an area."),
        ({"type": "Polygon"}, "The outline has no coordinates."),
        ({"type": "Polygon", "coordinates": []}, "The outline has no coordinates."),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "The outline has no coordinates."),
        ({"type": "Polygon", "coordinates": [[[24, 60], [24, 61]]]}, "Each line of the outline needs at least three"),
        ({"type": "Polygon", "coordinates": [[["24", 60]] * 4]}, "A place of the outline is not two numbers."),
        ({"type": "Polygon", "coordinates": [[[True, 60]] * 4]}, "A place of the outline is not two numbers."),
        ({"type": "Polygon", "coordinates": [[[10**400, 60]] * 4]}, "A place of the outline is not two numbers."),
        ({"type": "Polygon", "coordinates": [[[24]] * 4]}, "A place of the outline is not two numbers."),
        ({"type": "Polygon", "coordinates": [24, 60]}, "A place of the outline is not two numbers."),
        ({"type": "Polygon", "coordinates": [[[24, 60], [24.1, 60], [24.2, 60], [24, 60]]]}, "Nothing is left of the"),
        ({"type": "GeometryCollection", "geometries": [{"type": "Point"}]}, "It has no geometry."),
    ],
)
def test_a_feature_that_is_no_area_is_left_out_and_told(geometry, told):
    with override("en"):
        reading = read(file(("Hyvä", SQUARE), ("Huono", geometry)))
    assert [feature.properties["nimi"] for feature in reading.features] == ["Hyvä"]
    assert len(reading.left_out) == 1
    assert reading.left_out[0].startswith(f"Feature 2: {told}")


@pytest.mark.parametrize(
    ("language", "told"),
    [("fi", "Tiedosto on XML:ää, esimerkiksi KML tai GML."), ("sv", "Filen är XML, till exempel KML eller GML.")],
)
def test_what_is_wrong_is_told_in_the_readers_language(language, told):
    assert refusal(b"<kml/>", language).startswith(told)


def test_heights_open_rings_and_a_byte_order_mark_are_no_trouble():
    ring = [[23.9, 60.1, 12.5], [23.92, 60.1, 12.5], [23.92, 60.12, 13.0], [23.9, 60.12, 13.0]]
    data = b"\xef\xbb\xbf" + json.dumps({"type": "Polygon", "coordinates": [ring]}).encode()
    (feature,) = read(data).features
    assert feature.form.equals(shapely.box(23.9, 60.1, 23.92, 60.12))
    assert feature.form.has_z is False


def test_what_crosses_itself_is_mended_and_told():
    bow = {
        "type": "Polygon",
        "coordinates": [[[23.9, 60.1], [23.92, 60.12], [23.92, 60.1], [23.9, 60.12], [23.9, 60.1]]],
    }
    with override("en"):
        (feature,) = read(file(("Rusetti", bow))).features
    assert feature.form.is_valid
    assert (feature.form.geom_type, feature.mended) == ("MultiPolygon", ("the outline crosses itself",))


def test_holes_stay_holes():
    ringed = SQUARE.difference(square(23.905, 60.105, 0.005))
    (feature,) = read(file(("Reikä", ringed))).features
    assert len(feature.form.interiors) == 1
    assert feature.form.symmetric_difference(ringed).area < 1e-12


# Simplifying


@pytest.mark.parametrize("seed", range(12))
def test_neighbours_stay_neighbours_however_much_is_simplified(seed):
    number = random.Random(seed).randint(3, 40)
    forms = [
        feature.form
        for feature in read(file(*((f"Alue {n}", form) for n, form in enumerate(coverage(number, seed))))).features
    ]
    assert shapely.coverage_is_valid(forms)
    for most in (100_000, simplifying.POINTS, 200):
        drawn = simplifying.drawn(forms, most=most)
        assert len(drawn) == len(forms)
        assert all(form.is_valid and not form.is_empty for form in drawn)
        assert shapely.coverage_is_valid(drawn)
        assert simplifying.points_of(drawn) <= max(most, 12 * number)
        assert shapely.union_all(drawn).area == pytest.approx(sum(form.area for form in drawn), rel=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_drawn_by_hand_comes_out_sound(seed):
    chance = random.Random(seed)
    rings = [[[chance.uniform(23.9, 24), chance.uniform(60.1, 60.15)] for _point in range(12)] for _ring in range(6)]
    scribbles = [{"type": "Polygon", "coordinates": [[*ring, ring[0]]]} for ring in rings]
    planned = plan(read(file(*((f"Sotku {n}", form) for n, form in enumerate(scribbles)))), {"fi": "nimi"}, [])
    assert len(planned.rows) == 6
    assert all(row.form.is_valid and row.drawn.is_valid and not row.drawn.is_empty for row in planned.rows)
    assert {row.drawn.geom_type for row in planned.rows} <= {"Polygon", "MultiPolygon"}


def test_outlines_of_a_large_municipality_are_light_enough_for_a_page():
    planned = plan(read(file(*((f"Alue {n}", form) for n, form in enumerate(coverage(60, 3))))), {"fi": "nimi"}, [])
    assert planned.points > 10_000
    assert planned.size < 20_000


def test_an_archipelago_loses_islands_that_would_not_be_seen_but_never_all():
    islands = [square(23.0 + n % 50 * 0.01, 60.0 + n // 50 * 0.01, 0.001) for n in range(2_500)]
    (drawn,) = simplifying.drawn([shapely.multipolygons([*islands, square(23.6, 60.0, 0.1)])])
    assert drawn.is_valid
    assert simplifying.points_of([drawn]) <= simplifying.POINTS
    (single,) = simplifying.drawn([shapely.multipolygons(islands)], most=10)
    assert single.area > 0


def test_borders_that_miss_each_other_by_centimetres_are_made_the_same():
    west, east = square(23.9, 60.1), shapely.box(23.92000012, 60.1, 23.94, 60.12)
    assert not shapely.coverage_is_valid([west, east], gap_width=1e-6)
    matched = simplifying.matched([west, shapely.box(23.91999988, 60.1, 23.94, 60.12)])
    assert shapely.coverage_is_valid(matched)
    assert east.is_valid


def test_areas_that_really_overlap_are_left_so_and_told():
    with override("fi"):
        planned = plan(read(file(("A", SQUARE), ("B", square(23.91, 60.1)))), {"fi": "nimi"}, [])
    assert [row.form.area for row in planned.rows] == pytest.approx([SQUARE.area] * 2, rel=1e-6)
    assert planned.overlaps == ("A ja B menevät päällekkäin: 50,0\u00a0%.",)


# Names, and what becomes of the areas there are


@pytest.mark.parametrize(
    ("properties", "fi", "sv"),
    [
        (["id", "nimi", "namn"], "nimi", "namn"),
        (["NIMI_FI", "NIMI_SE"], "NIMI_FI", "NIMI_SE"),
        (["name_fi", "name_sv", "name_en"], "name_fi", "name_sv"),
        (["kunta", "koodi"], "", ""),
        (["Aluenimi"], "Aluenimi", ""),
    ],
)
def test_the_properties_that_hold_the_names_are_guessed(properties, fi, sv):
    assert (guess(properties, "fi"), guess(properties, "sv")) == (fi, sv)


def known(pk: int, name: str, form: shapely.Geometry | None = SQUARE, **more) -> Known:
    return Known(pk=pk, names={"fi": name}, form=form, **more)


def statuses(data: bytes, *there: Known) -> list[tuple[str, str, int | None]]:
    rows = plan(read(data), {"fi": "nimi"}, there).rows
    return [(row.name, row.status.value, row.known.pk if row.known else None) for row in rows]


def test_areas_are_known_again_by_name_or_by_outline():
    there = [
        known(1, "Keskusta"),
        known(2, "Länsiranta", square(23.94, 60.1)),
        known(3, "Poistuva", square(23.98, 60.1)),
    ]
    data = file(
        ("keskusta", square(23.9, 60.1, 0.021)), ("Uusi nimi", square(23.94, 60.1)), ("Itä", square(24.1, 60.1))
    )
    assert statuses(data, *there) == [("keskusta", "changed", 1), ("Uusi nimi", "changed", 2), ("Itä", "new", None)]
    assert plan(read(data), {"fi": "nimi"}, there).missing == (there[2],)


def test_the_same_file_again_changes_nothing():
    data = file(*((f"Alue {n}", form) for n, form in enumerate(coverage(9, 4))))
    first = plan(read(data), {"fi": "nimi"}, [])
    there = [known(pk, row.name, row.form) for pk, row in enumerate(first.rows)]
    assert {status for _name, status, _pk in statuses(data, *there)} == {"same"}


def test_features_of_one_name_are_one_area_and_those_without_a_name_are_told():
    data = file(("Saaret", SQUARE), ("Saaret", square(23.95, 60.1)), ("", square(24.0, 60.1)))
    with override("en"):
        planned = plan(read(data), {"fi": "nimi"}, [])
    assert [(row.name, len(row.form.geoms), row.notes) for row in planned.rows] == [
        ("Saaret", 2, ("2 parts of the file together",))
    ]
    assert planned.nameless == (3,)


def test_mending_leaves_only_areas():
    line_and_area = shapely.GeometryCollection([shapely.LineString([(0, 0), (1, 1)]), SQUARE])
    assert mending.areal(line_and_area).equals(SQUARE)
