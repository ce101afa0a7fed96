"""The area of a proposal: chosen by its writer, or found by its place."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from core.models import AuditRow
from municipality import areas
from municipality.models import Area
from participation.proposals import actions, tallies
from participation.proposals.models import Proposal, Tally
from tests import factories
from tests.proposals.pages import author_of, fields_of, url

IN_CENTRE: dict[str, Any] = {"lat": 60.12, "lon": 23.92}  # of Keskusta
EAST = {"type": "Polygon", "coordinates": [[[23.95, 60.1], [24, 60.1], [24, 60.15], [23.95, 60.15], [23.95, 60.1]]]}


@pytest.fixture
def centre(site) -> Area:
    return Area.objects.get(site=site, slug="keskusta")


@pytest.fixture
def east(site) -> Area:
    return Area.objects.create(site=site, names={"fi": "Itä"}, outline=EAST)


def cells(site) -> dict[tuple[int, str], int]:
    rows = Tally.objects.filter(site=site, number__gt=0)
    return {(row.area, row.state): row.number for row in rows}


def test_a_place_gives_the_area_where_none_was_chosen(site, page, centre, east):
    made = factories.proposal(site, page, **IN_CENTRE)
    assert (made.area, made.area_chosen) == (centre, False)
    assert cells(site) == {(centre.pk, "received"): 1}
    moved = actions.edit(
        proposal=made,
        user=author_of(made),
        now=timezone.now(),
        fields={"title": "Penkkejä itään", "lat": 60.12, "lon": 23.97},
    )
    assert moved.area == east
    assert cells(site) == {(east.pk, "received"): 1}


def test_what_the_writer_chose_stays_whatever_the_place(site, page, centre, east):
    chosen = factories.proposal(site, page, area=east, **IN_CENTRE)
    whole = factories.proposal(site, page, area=None, area_chosen=True, **IN_CENTRE)
    assert [(one.area, one.area_chosen) for one in (chosen, whole)] == [(east, True), (None, True)]


def test_outside_every_area_and_without_a_place_there_is_none(site, page):
    assert factories.proposal(site, page, lat=61.0, lon=25.0).area is None
    assert factories.proposal(site, page).area is None


@pytest.mark.parametrize(
    ("sent", "name", "chosen"), [("", "Keskusta", False), ("whole", None, True), ("east", "Itä", True)]
)
def test_the_writer_sees_the_area_on_the_preview_and_can_change_it(client, site, form, east, sent, name, chosen):
    form |= {"lat": "60.12", "lon": "23.92", "area": str(east.pk) if sent == "east" else sent}
    shown = client.post(url("write"), form, follow=True)
    proposal = Proposal.objects.get(title=form["title"])
    assert (str(proposal.area) if proposal.area else None, proposal.area_chosen) == (name, chosen)
    told = "Alue löytyi kartalle merkityn paikan mukaan." in shown.content.decode()
    assert told is not chosen
    again = client.get(url("edit_draft", proposal.uuid))
    assert fields_of(again).get("area", "") == ("" if not chosen else form["area"])


def test_a_changed_outline_moves_the_proposals_that_follow_it(
    site, page, centre, east, django_capture_on_commit_callbacks
):
    found = factories.proposal(site, page, **IN_CENTRE)
    chosen = factories.proposal(site, page, area=centre, **IN_CENTRE)
    draft = factories.draft(site, page, factories.resident(), **IN_CENTRE)
    Area.objects.filter(pk=centre.pk).update(outline={})
    Area.objects.filter(pk=east.pk).update(
        outline={"type": "Polygon", "coordinates": [[[23.9, 60.1], [24, 60.1], [24, 60.2], [23.9, 60.1]]]}
    )
    with django_capture_on_commit_callbacks(execute=True):
        areas.have_changed(site.pk)
    for one in (found, chosen, draft):
        one.refresh_from_db()
    assert [one.area for one in (found, chosen, draft)] == [east, centre, east]
    assert cells(site) == {(centre.pk, "received"): 1, (east.pk, "received"): 1}
    moved = cells(site)
    tallies.recount(site.pk)
    assert cells(site) == moved
    row = AuditRow.objects.get(verb="proposal.find_areas")
    assert (row.site_id, row.detail) == (site.pk, {"number": 2})


def test_nothing_is_written_when_nothing_changes(site, page):
    factories.proposal(site, page, **IN_CENTRE)
    assert actions.find_areas(site_id=site.pk) == 0
    assert not AuditRow.objects.filter(verb="proposal.find_areas").exists()


@pytest.mark.parametrize("number", [1, 30])
def test_finding_anew_asks_the_same_number_of_queries(site, page, centre, django_assert_num_queries, number):
    for _turn in range(number):
        factories.proposal(site, page, **IN_CENTRE)
    Area.objects.filter(pk=centre.pk).update(outline={})
    with django_assert_num_queries(12):
        assert actions.find_areas(site_id=site.pk) == number


def test_nobody_elses_areas_count(site, page):
    other = factories.municipality("Mäntylä", "Tallbacka", "toinen.example")
    assert factories.proposal(site, page, lat=60.12, lon=23.92).area.site == site
    assert actions.find_areas(site_id=other.pk) == 0
