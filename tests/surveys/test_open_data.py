"""Open data holds what the public page of results holds, and nothing else, and only when it may."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.home.pages import translate

from .pages import IDS, maturity, meals, survey_page
from .test_results import answer, chosen, showing, text

PAGE = "/fi/kouluruoka/tulokset/avoin-data/"
YES = {"eats": chosen("yes"), "grade": 4, "table": {IDS["r1"]: IDS["good"]}}


def opened(page, **fields):
    showing(page, open_data=True, closes_at=timezone.now() - timedelta(minutes=1), **fields)


def rows(client, place=PAGE):
    response = client.get(f"{place}csv/")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 200),
        ({"open_data": False}, 404),
        ({"results_shown": "never"}, 404),
        ({"results_shown": "live"}, 200),
        ({"closes_at": "later"}, 404),
        ({"closes_at": None}, 404),
    ],
)
def test_only_after_closing_where_results_are_public_and_somebody_said_so(client, page, fields, status):
    answer(page, 9, **YES)
    opened(page)
    if fields.get("closes_at") == "later":
        fields = {"closes_at": timezone.now() + timedelta(days=1)}
    showing(page, **fields)
    found = [client.get(place).status_code for place in (PAGE, f"{PAGE}csv/", f"{PAGE}json/")]
    assert found == [status] * 3
    linked = PAGE in client.get("/fi/kouluruoka/tulokset/").content.decode()
    assert linked == (status == 200)


@pytest.mark.django_db
def test_figures_are_those_of_the_page_and_small_ones_are_kept_back(client, page):
    answer(page, 9, **YES)
    answer(page, 7, eats=chosen("no"), school="Keskuskoulu")
    answer(page, 1, eats=chosen("no"), grade=1)
    opened(page)
    found = rows(client)
    assert [(one["answer"], one["count"], one["percent"], one["value"]) for one in found[:2]] == [
        ("Kyllä", "9", "53", "9 (53\u00a0%)"),
        ("En", "8", "47", "8 (47\u00a0%)"),
    ]
    assert {one["question_id"] for one in found} == {IDS["eats"], IDS["grade"], IDS["table"]}
    page_says = text(client.get("/fi/kouluruoka/tulokset/"))
    said = [
        f"{one['answer']} {one['value']}".replace("\u00a0", " ") for one in found if one["value"] and not one["part"]
    ]
    assert [line for line in said if line not in page_says] == []
    kept = [one for one in found if one["kept_back"] == "1"]
    assert kept
    assert {(one["count"], one["percent"], one["value"]) for one in kept} == {("", "", "")}


@pytest.mark.django_db
def test_nothing_of_a_person_is_in_it(client, site):
    asked = meals()
    asked[3]["value"]["staff_only"] = True
    page = survey_page(site, questions=asked)
    answer(page, 9, **YES)
    answer(page, 9, eats=chosen("no"), school="Keskuskoulu", why="Liian suolaista")
    opened(page)
    whole = client.get(f"{PAGE}csv/").content.decode() + client.get(f"{PAGE}json/").content.decode()
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    for secret in ("Keskuskoulu", "suolaista", "Miltä ruoka maistuu?", "Minkä koulun", "Sähköposti", f'"{day}"'):
        assert secret not in whole


@pytest.mark.django_db
def test_the_description_says_what_it_is_whose_and_how_it_may_be_used(client, page):
    translate(page, title="Smakar skolmaten?", slug="skolmat")
    answer(page, 9, **YES)
    opened(page)
    response = client.get(f"{PAGE}json/")
    assert response["Access-Control-Allow-Origin"] == "*"
    told = json.loads(response.content)
    assert told["@type"] == "dcat:Dataset"
    assert {"@value": "Smakar skolmaten?", "@language": "sv"} in told["dct:title"]
    assert told["dct:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert told["dct:publisher"]["foaf:name"][0] == {"@value": "Koivuranta", "@language": "fi"}
    assert told["dcat:distribution"][0]["dcat:downloadURL"]["@id"].endswith(f"{PAGE}csv/")
    assert told["dct:issued"] == told["dct:modified"] == timezone.localdate().isoformat()
    assert told["responses"] == 9
    assert told["questions"][0]["question_id"] == IDS["eats"]
    assert set(told["columns"]) == set(rows(client)[0])
    swedish = "/sv/skolmat/resultat/oppna-data/"
    assert client.get(swedish).status_code == 200


@pytest.mark.django_db
def test_of_few_answers_there_are_no_figures(client, page):
    answer(page, 4, **YES)
    opened(page)
    assert rows(client) == []
    assert json.loads(client.get(f"{PAGE}json/").content)["responses"] is None


@pytest.mark.django_db
def test_a_form_that_there_is_not_is_not_found(client, page):
    answer(page, 9, **YES)
    opened(page)
    assert client.get(f"{PAGE}xml/").status_code == 404


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(client, site, page, django_assert_max_num_queries):
    answer(page, 40, **YES)
    opened(page)
    client.get(f"{PAGE}csv/")
    with django_assert_max_num_queries(14):
        client.get(f"{PAGE}csv/")


@pytest.mark.django_db
def test_a_mean_stands_in_a_row_of_its_own(client, site):
    page = survey_page(site, **maturity())
    answer(page, 20, eats=chosen("yes"), grade=5, soup=1)
    opened(page)
    assert ("Keskiarvo", "5,0") in [(one["part"], one["value"]) for one in rows(client)]
