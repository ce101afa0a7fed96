"""Many places as a few marks: nothing is lost, nothing counted twice, and a mark's box holds what it says."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.maps import Box, counted_in, draw, extent_of, gather
from core.maps.clusters import Grid
from participation.proposals.models import Proposal
from tests import factories

TOWN = (23.85, 60.12, 24.03, 60.2)


@pytest.fixture
def places(db):
    """600 places: scattered, thick in one quarter, on the edges of cells, on one spot, and some nowhere."""
    site = factories.municipality()
    page = factories.project(site)
    chance = random.Random(7)
    spots = [(chance.uniform(*TOWN[::2]), chance.uniform(*TOWN[1::2])) for _number in range(300)]
    spots += [(chance.gauss(23.94, 0.004), chance.gauss(60.15, 0.002)) for _number in range(200)]
    spots += [(23.875 + number / 256, 60.125 + number / 512) for number in range(30)]
    spots += [(23.9612345, 60.1412345)] * 60
    base = {"site": site, "project_key": page.translation_key, "language": "fi", "title": "Penkki puistoon"}
    Proposal.objects.bulk_create(Proposal(**base, lon=lon, lat=lat) for lon, lat in spots)
    Proposal.objects.bulk_create(Proposal(**base) for _number in range(10))
    return Proposal.objects.filter(lat__isnull=False)


def halved(extent, times):
    west, south, east, north = extent
    part = 2.0**-times
    return west, south, west + (east - west) * part, south + (north - south) * part


@pytest.mark.parametrize("width", [320, 640, 1400])
@pytest.mark.parametrize("times", range(14))
def test_marks_sum_to_the_number_of_places_at_each_zoom(places, times, width):
    extent = halved(TOWN, times)
    clusters = gather(places, extent, width=width)
    around = Grid.of(extent, width=width).around(extent)
    assert sum(cluster.number for cluster in clusters) == places.filter(around.holds()).count()
    assert counted_in(extent, width=width) == around
    assert len(clusters) <= 250


@pytest.mark.parametrize("times", range(10))
def test_the_box_of_a_mark_holds_what_the_mark_counts_also_after_a_trip_through_an_address(places, times):
    for cluster in gather(places, halved(TOWN, times)):
        box = Box.read(str(cluster.box))
        assert box == cluster.box
        assert places.filter(box.holds()).count() == cluster.number


def test_a_mark_stands_in_its_cell_and_off_its_edges_and_a_lone_place_where_it_is(places):
    clusters = gather(places, TOWN)
    for cluster in clusters:
        box = cluster.box
        assert box.west < cluster.lon < box.east
        assert box.south < cluster.lat < box.north
    alone = {cluster.only: (cluster.lon, cluster.lat) for cluster in gather(places, halved(TOWN, 3)) if cluster.only}
    kept = {row.pk: (row.lon, row.lat) for row in places.filter(pk__in=alone)}
    assert len(alone) > 0
    assert alone == kept


def test_marks_do_not_change_when_the_map_is_moved(places):
    def inner(extent):
        return {c.box: c.number for c in gather(places, extent) if c.box.west > 23.89 and c.box.east < 23.99}

    west, south, east, north = TOWN
    step = (east - west) / 50
    assert inner(TOWN) == inner((west + step, south, east + step, north)) != {}


def test_a_place_south_west_of_zero_is_in_the_cell_south_west_of_zero(places):
    places.filter(pk__in=places.values("pk")[:1]).update(lat=-0.001, lon=-0.001)
    (cluster,) = gather(places, (-0.01, -0.01, -0.0005, -0.0005))
    assert (cluster.number, cluster.box.east, cluster.box.north) == (1, 0, 0)


def test_gathering_is_one_query_whatever_there_is(places):
    with CaptureQueriesContext(connection) as captured:
        gather(places, TOWN)
    assert len(captured) == 1


@pytest.mark.parametrize(
    "text",
    [
        "", "1", "1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,60,24,61", "23,60,inf,61", "24,60,23,61", "23,61,24,60",
        "23,60,23,61", "-181,60,24,61", "23,60,24,91", "23,60,24,6e1", " 23,60,24,61", "23,60,24,61\n", "٢٣,60,24,61",
        "23,60,24,61;DROP", "9" * 400 + ",1,2,3", "23,60,24," + "0." + "1" * 400,
    ],
)  # fmt: skip
def test_what_is_no_box_is_none(text):
    assert Box.read(text) is None


def test_a_box_is_read_as_it_is_written():
    assert Box.read("23.5,60,24,60.25") == Box(23.5, 60.0, 24.0, 60.25)
    assert str(Box(23.5, 60.0, 24.0, 60.25)) == "23.5,60,24,60.25"


def test_the_extent_of_a_drawing_is_the_extent_asked_for_again():
    extent = extent_of(bounds=TOWN, shape="tall")
    assert extent_of(bounds=extent, shape="tall") == extent
    assert draw(bounds=extent, shape="tall").bounds == extent


def test_what_two_boxes_share():
    left, right = Box(23, 60, 25, 61), Box(24, 60.5, 26, 62)
    assert left.within(right) == right.within(left) == Box(24, 60.5, 25, 61)
    assert left.within(Box(26, 60, 27, 61)) == left
