"""The map of the list: everything that fits, gathered, narrowed to a part of the map, also without scripts."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache

from municipality.models import Area, MunicipalitySettings, Theme
from participation.proposals import tallies
from participation.proposals.models import Proposal
from participation.proposals.rules import Publication
from participation.proposals.views import mapping
from tests import factories
from tests.proposals.pages import url

SEEN = "23.85,60.1,24.05,60.2"
CENTRE: dict[str, Any] = {"lat": 60.125, "lon": 23.925}
EDGE: dict[str, Any] = {"lat": 60.141, "lon": 23.993}


@pytest.fixture
def town(site, page):
    """Three together, one apart, one without a place, one withdrawn on the same spot."""
    settings = MunicipalitySettings.objects.get(site=site)
    settings.map_west, settings.map_south, settings.map_east, settings.map_north = map(Decimal, SEEN.split(","))
    settings.save()
    author = factories.resident()
    for number in range(3):
        factories.proposal(site, page, author, title=f"Penkki numero {number}", **CENTRE)
    factories.proposal(site, page, author, title="Uimaranta kuntoon", **EDGE)
    factories.proposal(site, page, author, title="Kirjasto auki iltaisin")
    gone = factories.proposal(site, page, author, title="Peruttu ehdotus", **CENTRE)
    Proposal.objects.filter(pk=gone.pk).update(publication=Publication.WITHDRAWN, withdrawn_at="2026-01-01T00:00Z")
    tallies.recount(site.pk)
    return site


def asked(client, **query: str) -> dict:
    answer = client.get(url("places"), {"seen": SEEN, "width": "600", **query})
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_the_map_shows_all_that_fit_and_not_only_those_of_the_page(client, site, page):
    author = factories.resident()
    for number in range(35):
        factories.proposal(site, page, author, title=f"Penkki numero {number}", **CENTRE)
    shown = client.get(url("list"), {"view": "map"})
    assert (len(shown.context["listing"].page), shown.context["map"].number) == (30, 35)
    assert [bunch.number for bunch in shown.context["map"].bunches] == [35]


@pytest.mark.parametrize(
    ("language", "label", "said"),
    [("fi", "3 ehdotusta, lähennä", "4 ehdotusta kartalla"), ("sv", "3 förslag, zooma in", "4 förslag på kartan")],
)
def test_a_mark_says_how_many_and_what_it_does(client, town, language, label, said):
    html = client.get(url("list", language=language), {"view": "map"}).content.decode()
    assert f'aria-label="{label}"' in html
    answer = json.loads(client.get(url("places", language=language), {"seen": SEEN, "width": "600"}).content)
    assert (answer["said"], [bunch["label"] for bunch in answer["bunches"]]) == (said, [label])
    assert [point["label"] for point in answer["points"]] == ["Uimaranta kuntoon"]


def test_a_mark_leads_to_a_list_of_just_those(client, town):
    (bunch,) = client.get(url("list"), {"view": "map", "q": "", "theme": "liikenne"}).context["map"].bunches
    narrowed = client.get(bunch.url)
    assert sorted(proposal.title for proposal in narrowed.context["listing"].page) == [
        f"Penkki numero {number}" for number in range(3)
    ]
    assert [choice["text"] for choice in narrowed.context["chosen"]] == ["Liikenne", "Osa kartasta"]
    freed = client.get(url("list") + narrowed.context["chosen"][1]["url"])
    assert (freed.context["listing"].page.paginator.count, freed.context["view"]) == (5, "map")
    assert [choice["text"] for choice in freed.context["chosen"]] == ["Liikenne"]


def test_a_moved_map_leads_to_a_list_of_just_what_it_counts(client, town):
    answer = asked(client, seen="23.92,60.11,23.98,60.13")
    assert answer["said"] == "3 ehdotusta kartalla"
    assert client.get(answer["list"]).context["listing"].page.paginator.count == 3
    narrowed = asked(client, box="23.99,60.14,24,60.15")
    assert narrowed["said"] == "1 ehdotus kartalla"
    assert client.get(narrowed["list"]).context["listing"].page.paginator.count == 1


def test_the_box_stays_when_one_searches_turns_the_page_or_follows_the_feed(client, town):
    html = client.get(url("list"), {"box": "23.9,60.1,23.95,60.15"}).content.decode()
    assert '<input type="hidden" name="box" value="23.9,60.1,23.95,60.15">' in html
    feed = client.get(url("feed"), {"box": "23.99,60.1,24,60.15"}).content.decode()
    assert ("Uimaranta kuntoon" in feed, "Penkki numero" in feed) == (True, False)


@pytest.mark.parametrize(
    "box", ["", "x", "1,2,3", "nan,nan,nan,nan", "24,60,23,61", "9" * 9999, "\x00", "23,60,1e9,61"]
)
def test_what_is_no_box_is_left_out(client, town, box):
    shown = client.get(url("list"), {"box": box, "view": "map"})
    assert (shown.context["listing"].page.paginator.count, shown.context["chosen"]) == (5, [])
    assert shown.context["map"].number == 4


@pytest.mark.parametrize(
    "query",
    [{}, {"seen": SEEN}, {"width": "600"}, {"seen": "x", "width": "600"}, {"seen": SEEN, "width": "1e9"},
     {"seen": SEEN, "width": "-5"}, {"seen": SEEN, "width": "0"}, {"seen": "23,-89,23.001,89", "width": "600"}],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_answered_so(client, town, query):
    assert client.get(url("places"), query).status_code == 400


def test_the_filters_hold_on_the_map(client, town, page):
    theme = Theme.objects.get(site=town, slug="liikunta")
    factories.proposal(town, page, theme=theme, title="Suojatie koululle", **EDGE)
    assert [point["label"] for point in asked(client, theme="liikunta")["points"]] == ["Suojatie koululle"]
    assert [point["label"] for point in asked(client, q="uimarannat")["points"]] == ["Uimaranta kuntoon"]
    assert asked(client, box="23.99,60.14,24,60.15")["said"] == "2 ehdotusta kartalla"
    assert asked(client, project="x")["said"] == "5 ehdotusta kartalla"


def test_nothing_of_another_municipality_is_on_the_map(client, town):
    other = factories.municipality("Mäntylä", "Tallbacka", "toinen.example")
    factories.proposal(other, factories.project(other, "Muu"), title="Muualla oleva", **EDGE)
    assert asked(client)["said"] == "4 ehdotusta kartalla"


def test_without_a_map_of_the_municipality_and_without_areas_there_is_none(client, site, page):
    Area.objects.filter(site=site).delete()
    factories.proposal(site, page, **CENTRE)
    shown = client.get(url("list"), {"view": "map"})
    assert (shown.context["map"].number, "<figure" in shown.content.decode()) == (0, False)


def test_the_answer_may_be_kept_for_a_minute(client, town):
    answer = client.get(url("places"), {"seen": SEEN, "width": "600"})
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_many_places_are_remembered_and_few_are_not(client, town, page, monkeypatch):
    asked(client)
    factories.proposal(town, page, title="Uusi ehdotus tänne", **EDGE)
    assert asked(client)["said"] == "5 ehdotusta kartalla"
    cache.clear()
    monkeypatch.setattr(mapping, "MANY", 5)
    asked(client)
    factories.proposal(town, page, title="Vielä yksi ehdotus", **EDGE)
    assert asked(client)["said"] == "5 ehdotusta kartalla"
    assert asked(client, theme="liikenne")["said"] == "6 ehdotusta kartalla"


@pytest.mark.parametrize("number", [1, 30])
def test_the_map_asks_the_same_number_of_queries(client, site, page, django_assert_num_queries, number):
    author = factories.resident()
    for turn in range(number):
        factories.proposal(site, page, author, lat=60.11 + (turn > 0) / 20, lon=23.91 + turn / 9999)
    client.get(url("list"), {"view": "map"})
    with django_assert_num_queries(16):
        client.get(url("list"), {"view": "map"})
    with django_assert_num_queries(7):
        asked(client)
