"""The ground of maps of opinions, and areas that follow from their places."""

from __future__ import annotations

import pytest

from core.models import AuditRow
from municipality import areas
from municipality.models import Area
from participation.consultations import actions
from participation.consultations.geometry import edges, overlap
from participation.consultations.receipts import link_of
from tests import factories

from .pages import send

pytestmark = pytest.mark.django_db
WEST, EAST = 23.92, 24.92
POINT = {"type": "Point", "coordinates": [WEST, 60.12]}


def box(lon):
    return {
        "type": "Polygon",
        "coordinates": [[[lon - 0.1, 60], [lon + 0.1, 60], [lon + 0.1, 60.3], [lon - 0.1, 60.3], [lon - 0.1, 60]]],
    }


@pytest.fixture
def west(site):
    Area.objects.filter(site=site).delete()
    return Area.objects.create(site=site, names={"fi": "Länsi", "sv": "Väster"}, slug="lansi", outline=box(WEST))


@pytest.fixture
def east(site, west):
    return Area.objects.create(site=site, names={"fi": "Itä", "sv": "Öster"}, slug="ita", outline=box(EAST))


def test_boxes():
    assert edges(box(0.0)) == (-0.1, 60, 0.1, 60.3)
    assert edges({}) is None
    assert overlap((0, 0, 2, 2), (1, 1, 3, 3))
    assert not overlap((0, 0, 1, 1), (2, 0, 3, 1))
    assert not overlap((0, 0, 1, 1), (0, 2, 1, 3))


def test_maps_stand_on_the_areas_that_they_touch(client, page, east):
    opinion = send(page, place=POINT)
    for address in (f"{page.url}mielipiteet/", f"/fi/kuulemiset/lahetetty/{link_of(opinion.uuid)}/"):
        content = client.get(address).content.decode()
        assert ("Länsi</text>" in content, "Itä</text>" in content) == (True, False)


@pytest.mark.parametrize("number", [1, 9])
def test_one_query_for_all_the_maps_of_a_page(client, page, east, number, django_assert_max_num_queries):
    for _turn in range(number):
        send(page, place=POINT)
    client.get(f"{page.url}mielipiteet/")
    with django_assert_max_num_queries(19):
        client.get(f"{page.url}mielipiteet/")


def test_a_changed_outline_moves_what_was_sent(site, page, west, east, django_capture_on_commit_callbacks):
    line = {"type": "LineString", "coordinates": [[WEST, 60.1], [WEST, 60.14]]}
    placed = [send(page, place=POINT), send(page, place=line)]
    elsewhere, words = send(page, place={"type": "Point", "coordinates": [EAST, 60.12]}), send(page)
    assert [one.area for one in (*placed, elsewhere, words)] == [west, west, east, None]
    Area.objects.filter(pk=west.pk).update(outline={})
    Area.objects.filter(pk=east.pk).update(outline=box(WEST))
    with django_capture_on_commit_callbacks(execute=True):
        areas.have_changed(site.pk)
    for one in (*placed, elsewhere, words):
        one.refresh_from_db()
    assert [one.area for one in (*placed, elsewhere, words)] == [east, east, None, None]
    row = AuditRow.objects.get(verb="opinion.find_areas")
    assert (row.site_id, row.detail) == (site.pk, {"number": 3})
    assert actions.find_areas(site_id=site.pk) == 0
    assert AuditRow.objects.filter(verb="opinion.find_areas").count() == 1


def test_nobody_elses_areas_count(site, page, west):
    other = factories.municipality("Mäntylä", "Tallbacka", "toinen.example")
    Area.objects.create(site=other, names={"fi": "Muu", "sv": "Annan"}, slug="muu", outline=box(WEST))
    opinion = send(page, place=POINT)
    assert actions.find_areas(site_id=other.pk) == 0
    opinion.refresh_from_db()
    assert opinion.area == west
