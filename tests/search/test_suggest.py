"""What is suggested while somebody types."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction, Site

from core import pace
from municipality.models import Area, Theme
from search.suggest import suggest
from tests import factories
from tests.search.documents import put

pytestmark = pytest.mark.django_db


def shown(text: str, site: Site | None = None, reader: str = "fi") -> list[str]:
    """The titles, what was typed in brackets."""
    site = site or Site.objects.get(is_default_site=True)
    found = suggest(text=text, site_id=site.pk, reader=reader)
    return ["".join(f"[{piece}]" if met else piece for piece, met in one.pieces) for one in found]


def test_a_word_anywhere_in_a_title_that_begins_so_the_titles_own_beginning_first() -> None:
    put(1, "Uusi kirjasto", days=1)
    put(2, "Kirjasto auki sunnuntaisin", days=2)
    put(3, "Kirpputori", days=3)
    put(4, "Muu", "kirjasto", days=4)
    put(5, "Kirjasto", kind="comment", own_title=False)
    assert shown("kirj") == ["[Kirj]asto auki sunnuntaisin", "Uusi [kirj]asto"]
    assert shown("KIR") == ["[Kir]jasto auki sunnuntaisin", "[Kir]pputori", "Uusi [kir]jasto"]
    assert shown("k") == []


def test_all_words_other_forms_and_no_accents() -> None:
    put(1, "Päiväkodin pihan aita")
    put(2, "Liito-oravametsä")
    put(3, "Kaupunginkirjastotalkoot")
    assert shown("paivakodin pi") == ["[Päiväkodin] [pi]han aita"]
    assert shown("päiväkoti") == ["[Päiväkodin] pihan aita"]
    assert shown("päiväkoti sauna") == []
    assert shown("liito") == ["[Liito]-oravametsä"]
    assert shown("orava") == ["[Liito-oravametsä]"]
    assert shown("kaupunginkirjastot") == ["[Kaupunginkirjastot]alkoot"]
    assert shown("kaupunginkirjastok") == []


def test_the_municipalitys_own_in_the_readers_language_then_residents_words_in_any() -> None:
    put(1, "Silta auki", kind="page", language="fi", days=90)
    put(2, "Silta öppen", kind="page", language="sv", days=90)
    for number in range(3, 20):
        put(number, f"Silta {number}", days=number)
    found = shown("silta")
    assert (found[0], len(found)) == ("[Silta] auki", 8)
    assert shown("silta", reader="sv")[0] == "[Silta] öppen"


def test_nothing_hidden_nor_anothers(client: Client) -> None:
    site = factories.municipality()
    other = factories.municipality("Lehtosalmi", "Lövsund", "lehtosalmi.example")
    put(1, "Siltatyöt", site=other.pk)
    Theme.objects.create(site=other, names={"fi": "Siltateema"})
    Area.objects.create(site=other, names={"fi": "Siltala"})
    page = factories.project(site, "Siltahanke")
    factories.draft(site, page, None, title="Siltaehdotus vielä luonnos")
    assert shown("silta", site) == ["[Silta]hanke"]
    PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type="login")
    assert shown("silta", site) == []


def test_themes_and_areas_lead_to_their_pages(client: Client) -> None:
    site = factories.municipality()
    theme = Theme.objects.create(site=site, names={"fi": "Luonto ja puistot", "sv": "Natur och parker"})
    area = Area.objects.create(site=site, names={"fi": "Puistola", "sv": "Parkstad"})
    response = client.get("/fi/haku/suggest.json", {"q": "puist"})
    assert json.loads(response.content) == {
        "suggestions": [
            {
                "title": [["Luonto ja ", False], ["puist", True], ["ot", False]],
                "kind": "Teema",
                "url": f"/fi/teema/{theme.slug}/",
                "lang": "",
            },
            {
                "title": [["Puist", True], ["ola", False]],
                "kind": "Alue",
                "url": f"/fi/alue/{area.slug}/",
                "lang": "",
            },
        ],
        "said": "2 osumaa. Selaa nuolinäppäimillä.",
    }
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert [one["kind"] for one in client.get("/sv/sok/suggest.json?q=park").json()["suggestions"]] == [
        "Tema",
        "Område",
    ]


@pytest.mark.parametrize("text", ["", " ", "\x00", "'", "<b>", "ki*", '"ki', "-", "🙂🙂", "a" * 5000, "ki " * 3000])
def test_whatever_is_typed_is_answered(client: Client, text: str) -> None:
    factories.municipality()
    assert client.get("/fi/haku/suggest.json", {"q": text}).json()["suggestions"] == []


def test_who_asks_too_fast_gets_nothing(client: Client, settings: Any) -> None:
    factories.municipality()
    pace._counts["minute"] = 0
    settings.PACE = {"suggest": 2}
    codes = [client.get("/fi/haku/suggest.json?q=si").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert client.get("/fi/haku/suggest.json?q=si", REMOTE_ADDR="10.1.1.9").status_code == 200
    pace._counts["minute"] = 0


@pytest.mark.parametrize("number", [1, 30])
def test_five_queries(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for one in range(1, number + 1):
        put(one, f"Silta {one}")
    site = Site.objects.get(is_default_site=True)
    with django_assert_num_queries(5):
        assert len(shown("silt", site)) == min(number, 8)
