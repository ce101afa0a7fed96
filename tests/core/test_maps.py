"""Maps drawn on the server: what is placed where."""

from types import SimpleNamespace

import pytest

from core.maps import Drawing, Point, draw

BOUNDS = (24.0, 60.0, 25.0, 60.4)


def drawn(**given: object) -> Drawing:
    drawing = draw(**given)  # type: ignore[arg-type]
    assert drawing is not None
    return drawing


def test_nothing_to_place_is_no_drawing() -> None:
    assert draw() is None
    assert draw(areas=[SimpleNamespace(names="Harjula", outline={})]) is None


def test_a_point_in_the_middle_stands_in_the_middle() -> None:
    drawing = drawn(points=[Point(lon=24.5, lat=60.2, label="Keskusta")], bounds=BOUNDS)
    spot = drawing.spots[0]
    assert spot.x == 320
    assert abs(spot.y - drawing.height / 2) < 2  # Mercator stretches the north


def test_north_is_up_and_east_is_right() -> None:
    south_west, north_east = drawn(
        points=[Point(lon=24.1, lat=60.1, label="a"), Point(lon=24.9, lat=60.3, label="b")], bounds=BOUNDS
    ).spots
    assert south_west.x < north_east.x
    assert south_west.y > north_east.y


@pytest.mark.parametrize(("shape", "height"), [("", 480), ("wide", 400), ("tall", 800)])
def test_a_drawing_has_the_shape_asked_for(shape: str, height: float) -> None:
    assert drawn(bounds=BOUNDS, shape=shape).height == pytest.approx(height, abs=0.2)


def test_the_extent_holds_what_was_given_and_is_as_wide_as_it_must_be() -> None:
    west, south, east, north = drawn(bounds=BOUNDS).bounds
    assert (west <= 24.0, south <= 60.0, east >= 25.0, north >= 60.4) == (True, True, True, True)


def test_a_single_point_is_not_drawn_at_the_scale_of_a_doormat() -> None:
    west, _south, east, _north = drawn(points=[Point(lon=24.5, lat=60.2, label="Penkki")]).bounds
    assert east - west >= 0.0099


def test_areas_of_one_or_many_parts_are_one_path() -> None:
    ring = [[24.2, 60.1], [24.4, 60.1], [24.4, 60.2], [24.2, 60.1]]
    many = {"type": "MultiPolygon", "coordinates": [[ring], [[[lon + 0.3, lat] for lon, lat in ring]]]}
    drawing = drawn(areas=[SimpleNamespace(names="Saaret", outline=many)], bounds=BOUNDS)
    assert [(shape.name, shape.path.count("M"), shape.path.count("z")) for shape in drawing.shapes] == [
        ("Saaret", 2, 2)
    ]
