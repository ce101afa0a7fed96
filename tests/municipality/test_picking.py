"""An editor picks a place from a map of the municipality."""

from __future__ import annotations

from decimal import Decimal

import pytest
from wagtail.blocks import DecimalBlock

from core.blocks.media import PlaceBlock
from core.maps.ground import FINLAND, ground
from municipality.models import Area, MunicipalitySettings
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.bare
def test_the_map_is_of_every_municipality_and_of_finland_without_one():
    assert ground().bounds == FINLAND
    for hostname, west in (("yksi.example", 23), ("kaksi.example", 25)):
        row = MunicipalitySettings.objects.get(site=factories.municipality(hostname=hostname, fi=hostname))
        row.map_west, row.map_south, row.map_east, row.map_north = map(Decimal, (west, 60, west + 1, 61))
        row.save()
    assert ground().bounds == (23, 60, 26, 61)
    assert [str(area) for area in ground().areas] == ["Keskusta", "Keskusta"]


def test_the_longitude_brings_a_map_that_fills_in_the_latitude():
    factories.municipality()
    html = PlaceBlock().child_blocks["longitude"].field.widget.render("paikka", None, {"id": "value-0-longitude"})
    assert 'data-lat="value-0-longitude" data-lon="value-0-longitude"' in " ".join(html.split())
    assert html.count("<path") == Area.objects.count()


def test_to_migrations_it_is_a_number():
    mine, plain = PlaceBlock().child_blocks["longitude"], DecimalBlock()
    assert mine.deconstruct()[0] == plain.deconstruct()[0]


@pytest.mark.parametrize(("typed", "kept"), [("23.9", Decimal("23.9")), ("-180", Decimal("-180"))])
def test_numbers_can_still_be_typed(typed, kept):
    assert PlaceBlock().child_blocks["longitude"].clean(Decimal(typed)) == kept
