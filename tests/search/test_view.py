"""The search page: its words in both languages, its state in its address, and nothing that breaks it."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from tests import factories
from tests.search.documents import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return factories.municipality()


def get(client: Client, address: str = "/fi/haku/", **query: str | int) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


def headings(html: str) -> list[str]:
    """What the hits are called."""
    listed = re.search(r'<ol class="hits".*?</ol>', html)
    return re.findall(r"<h2[^>]*><a[^>]*>(.*?)</a>", listed[0]) if listed else []


def counts(html: str) -> dict[str, str]:
    """The facets' choices and their counts."""
    pattern = r'<label class="tick">.*?<span[^>]*>([^<]*)</span>(?: <span class="num">([^<]*)</span>)? ?</label>'
    return dict(re.findall(pattern, html))


def test_before_a_search(client: Client, site: Site) -> None:
    html = get(client)
    assert "<title>Haku – " in html
    assert '<meta name="robots" content="noindex">' in html
    assert headings(html) == []


@pytest.mark.parametrize(("address", "words"), [("/fi/haku/", "koulun piha"), ("/sv/sok/", "skolans gård")])
def test_tips_of_what_may_be_written_into_the_box(client: Client, site: Site, address: str, words: str) -> None:
    html = get(client, address)
    assert f'<b>"{words}"</b>' in html
    assert html.index("<details") < html.index("123/10.02.03/2026") < html.index("</details>", html.index(words))


def test_what_is_found_comes_before_the_map_and_the_tips(client: Client, site: Site) -> None:
    """The map is folded, and the tips come last: neither pushes the first hit off a telephone."""
    put(1, "Silta", site=site.pk, place=(60.1, 23.9))
    html = get(client, q="silta")
    folded = re.search(r"<details class=\"ds-details hits-map\"> <summary>(.*?)</summary>.*?</details>", html)
    assert folded is not None
    assert folded[1] == "Näytä kartalla (1 paikka)"
    assert 'data-zoom-in="Lähennä" data-zoom-out="Loitonna"' in folded[0]
    assert html.index('<ol class="hits"') < html.index("123/10.02.03/2026")
    put(2, "Ranta", site=site.pk)
    assert "hits-map" not in get(client, q="ranta")


def test_the_page_that_is_read_is_told_from_the_others(client: Client, site: Site) -> None:
    for number in range(1, 13):
        put(number, "Silta", site=site.pk)
    html = get(client, q="silta", page=2)
    assert re.findall(r'href="([^"]*)" aria-current="page"', html) == ["?q=silta&page=2"]


@pytest.mark.parametrize(("address", "words"), [("/fi/haku/", "1 tulos"), ("/sv/sok/", "1 resultat")])
def test_a_hit_in_both_languages(client: Client, site: Site, address: str, words: str) -> None:
    put(1, "Koirapuiston valot", "Pimeää on.", site=site.pk, path="1/koirapuiston-valot")
    html = get(client, address, q="koirapuistot")
    assert f'<b role="status">{words}</b>' in html
    assert headings(html) == ["<mark>Koirapuiston</mark> valot"]
    assert ('<li lang="fi">' in html) == address.startswith("/sv")


def test_choices_narrow_and_stand_in_the_address(client: Client, site: Site) -> None:
    theme = site.themes.get(slug="liikenne")
    put(1, "Silta", site=site.pk, theme_ids=(theme.pk,))
    put(2, "Silta 2", site=site.pk)
    put(3, "Silta 3", site=site.pk, kind="comment", language="sv")
    html = get(client, q="silta")
    assert counts(html)["Liikenne"] == "1"
    assert len(headings(html)) == 3
    html = get(client, q="silta", theme=theme.pk)
    assert headings(html) == ["<mark>Silta</mark>"]
    assert f'name="theme" value="{theme.pk}" checked' in html
    assert '<input type="hidden" name="q" value="silta">' in html
    assert 'href="?q=silta"' in html


def test_an_unknown_choice_counts_for_nothing(client: Client, site: Site) -> None:
    put(1, "Silta", site=site.pk)
    html = get(
        client,
        q="silta",
        kind="x' OR 1",
        language="xx",
        theme="9999999999999999999",
        time="never",
        order="?",
        page="-3",
    )
    assert len(headings(html)) == 1


@pytest.mark.parametrize("page", ["0", "99", "x", "²", "1e9", "٣"])
def test_a_page_that_is_not_there_is_the_nearest_one(client: Client, site: Site, page: str) -> None:
    put(1, "Silta", site=site.pk)
    assert len(headings(get(client, q="silta", page=page))) == 1


def test_paging_keeps_the_state(client: Client, site: Site) -> None:
    for number in range(1, 13):
        put(number, f"Silta {number}", site=site.pk, days=number)
    html = get(client, q="silta", order="newest")
    assert headings(html)[0] == "<mark>Silta</mark> 1"
    assert 'href="?q=silta&order=newest&page=2"' in html
    html = get(client, q="silta", order="newest", page=2)
    assert headings(html) == ["<mark>Silta</mark> 11", "<mark>Silta</mark> 12"]
    assert '<ol class="hits" start="11">' in html
    assert "<title>Haku: silta, sivu 2 –" in html
    assert "<title>Sökning: silta, sida 2 –" in get(client, "/sv/sok/", q="silta", page=2)


def test_a_browser_that_goes_back_does_not_fill_in_what_was_chosen_later(client: Client, site: Site) -> None:
    put(1, "Silta", site=site.pk)
    html = get(client, q="silta")
    assert len(re.findall(r'<form [^>]*method="get"[^>]*autocomplete="off"', html)) == 2


def test_the_feed_is_the_same_whatever_page_and_order_it_is_taken_from(client: Client, site: Site) -> None:
    put(1, "Silta", site=site.pk)
    feeds = [
        get(client, "/fi/haku/feed.xml", q="silta"),
        get(client, "/fi/haku/feed.xml", q="silta", page=3, order="newest"),
    ]
    ids = [re.findall(r"<id>(.*?)</id>", feed)[0] for feed in feeds]
    assert ids[0] == ids[1]
    assert "<author><name>Haku" not in feeds[0]


def test_nothing_found_leads_on(client: Client, site: Site) -> None:
    put(1, "Silta", site=site.pk)
    html = get(client, q="avaruusasema <b>")
    assert "Haulla «avaruusasema <b>» ei löytynyt mitään" in html
    assert '<a class="chip" href="?q=avaruusasema">' in html
    html = get(client, q="silta", kind="comment")
    assert "Poista kaikki rajaukset" in html
    assert '<a class="chip" href="?q=silta">' in get(client, q="silat")


def test_words_of_another_language_are_pointed_to(client: Client, site: Site) -> None:
    put(1, "Simhall", site=site.pk, kind="page", language="sv")
    html = get(client, q="simhall")
    assert '<a href="?q=simhall&language=sv" lang="sv" hreflang="sv">Svenska (1)</a>' in html
    assert headings(get(client, q="simhall", language="sv")) == ["<mark>Simhall</mark>"]


@pytest.mark.parametrize(
    "text", ['a"b', "\x00", "   ", "*", "-", "🙂", "x" * 10_000, "<script>alert(1)</script>", "' OR ''='"]
)
def test_nonsense_is_answered_and_escaped(client: Client, site: Site, text: str) -> None:
    response = client.get("/fi/haku/", {"q": text})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_only_reading_is_allowed(client: Client, site: Site) -> None:
    assert client.post("/fi/haku/", {"q": "silta"}).status_code == 405


@pytest.mark.parametrize("hits", [1, 30])
def test_the_number_of_queries_is_fixed(
    client: Client, site: Site, hits: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    theme = site.themes.get(slug="liikenne")
    for number in range(1, hits + 1):
        put(number, "Silta", site=site.pk, theme_ids=(theme.pk,))
    get(client, q="silta")  # settings and menus are kept in memory from now on
    with django_assert_num_queries(10):
        get(client, q="silta")
