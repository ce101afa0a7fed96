"""Which area a place is in."""

from __future__ import annotations

import random
import time

import pytest
import shapely
from wagtail.models import Site

from municipality.areas import Locator, area_at
from municipality.models import Area, Boundary
from tests import factories


def ring(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def add(site: Site, name: str, *polygons: list[list[list[float]]]) -> Area:
    outline = {"type": "MultiPolygon", "coordinates": list(polygons)}
    return Area.objects.create(site=site, names={"fi": name}, outline=outline)


@pytest.fixture
def site(db: None) -> Site:
    site = factories.municipality()
    Area.objects.filter(site=site).delete()
    return site


def test_a_place_is_in_the_area_that_holds_it(site):
    west = add(site, "Länsi", [ring(23.9, 60.1, 23.95, 60.15)])
    east = add(site, "Itä", [ring(23.95, 60.1, 24.0, 60.15)])
    assert area_at(site.pk, 23.91, 60.12) == west
    assert area_at(site.pk, 23.99, 60.12) == east
    assert area_at(site.pk, 24.01, 60.12) is None
    assert area_at(site.pk, None, 60.12) is None


def test_a_place_on_a_shared_border_is_in_one_of_the_two_always_the_same(site):
    add(site, "Suuri", [ring(23.8, 60.1, 23.95, 60.15)])
    small = add(site, "Pieni", [ring(23.95, 60.1, 24.0, 60.15)])
    assert [area_at(site.pk, 23.95, lat) for lat in (60.1, 60.11, 60.125, 60.15)] == [small] * 4


def test_holes_and_islands(site):
    ringed = add(
        site,
        "Saaristo",
        [ring(23.9, 60.1, 23.95, 60.15), ring(23.92, 60.12, 23.93, 60.13)],
        [ring(23.97, 60.1, 23.98, 60.11)],
    )
    assert area_at(site.pk, 23.91, 60.11) == ringed
    assert area_at(site.pk, 23.925, 60.125) is None
    assert area_at(site.pk, 23.975, 60.105) == ringed
    assert area_at(site.pk, 23.96, 60.105) is None


def test_where_areas_overlap_the_smaller_is_meant(site):
    add(site, "A kaupunki", [ring(23.8, 60.0, 24.2, 60.3)])
    part = add(site, "Keskusta", [ring(23.9, 60.1, 23.95, 60.15)])
    assert area_at(site.pk, 23.92, 60.12) == part


def test_the_boundary_counts_and_not_the_outline_drawn_from_it(site):
    area = add(site, "Keskusta", [ring(23.9, 60.1, 23.95, 60.15)])
    Boundary.objects.create(area=area, wkb=shapely.to_wkb(shapely.box(23.9, 60.1, 23.949, 60.15)))
    assert area_at(site.pk, 23.9485, 60.12) == area
    assert area_at(site.pk, 23.9495, 60.12) is None


def test_areas_of_another_municipality_and_areas_without_outline_hold_nothing(site):
    other = factories.municipality("Mäntylä", "Tallbacka", "toinen.example")
    add(other, "Muu", [ring(23.9, 60.1, 23.95, 60.15)])
    Area.objects.create(site=site, names={"fi": "Tyhjä"})
    assert area_at(site.pk, 23.92, 60.12) is None


def test_what_is_no_place_is_nowhere(site):
    add(site, "Kaikkialla", [ring(-180, -90, 180, 90)])
    nowhere = [(float("nan"), 60.0), (float("inf"), 60.0), (24.0, float("-inf"))]
    assert Locator(site.pk).find_many(nowhere) == [None, None, None]
    assert Locator(site.pk).find_many([]) == []


def test_many_places_are_found_as_one_by_one_with_one_query_and_quickly(site, django_assert_num_queries):
    for column in range(6):
        for row in range(5):
            west, south = 23.8 + column * 0.05, 60.0 + row * 0.03
            circle = shapely.Point(west + 0.025, south + 0.015).buffer(0.02, quad_segs=500)
            area = add(site, f"{column} {row}", [ring(west, south, west + 0.05, south + 0.03)])
            Boundary.objects.create(area=area, wkb=shapely.to_wkb(circle))
    chance = random.Random(1)
    places = [(chance.uniform(23.75, 24.15), chance.uniform(59.98, 60.17)) for _number in range(100_000)]
    with django_assert_num_queries(1):
        locator = Locator(site.pk)
        begun = time.process_time()
        found = locator.find_many(places)
        spent = time.process_time() - begun
    assert found[:200] == [locator.find(*place) for place in places[:200]]
    assert {area is None for area in found} == {True, False}
    assert spent < 2
