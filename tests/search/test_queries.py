"""Ranking, narrowing, counts, snippets, and questions that make no sense."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import TestCase
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Site

from search import actions, queries
from search.models import Entry, Word
from search.narrowing import Time
from tests.search.documents import NOW, found, put, search

pytestmark = pytest.mark.django_db


def test_the_heading_counts_more_than_the_text_and_a_word_more_than_a_part() -> None:
    put(1, "Muu asia", "Koirapuisto tarvitsee valot")
    put(2, "Muu asia", "Puistossa on pimeää")
    put(3, "Koirapuiston valot", "Pimeää")
    put(4, "Puiston valot", "Pimeää")
    assert found("puisto") == [4, 3, 2, 1]


def test_of_equals_the_newer_comes_first() -> None:
    put(1, "Silta", days=300)
    put(2, "Silta", days=2)
    put(3, "Silta", days=30)
    assert found("silta") == [2, 3, 1]


def test_newness_does_not_outweigh_the_heading() -> None:
    put(1, "Silta", days=2000)
    put(2, "Muu asia", "Silta", days=0)
    assert found("silta") == [1, 2]
    assert found("silta", order="newest") == [2, 1]


def test_every_word_must_be_there_in_the_heading_or_the_text() -> None:
    put(1, "Koulun piha", "Valot puuttuvat")
    put(2, "Koulun piha", "Keinut puuttuvat")
    put(3, "Rannan valot")
    assert found("koulun ja valojen") == [1]


def test_pages_are_searched_in_the_readers_language_and_residents_words_in_every_one() -> None:
    put(1, "Björkstrand", kind="page", language="fi")
    put(2, "Björkstrand", kind="page", language="sv")
    put(3, "Björkstrand", language="fi")
    put(4, "Björkstrand", language="sv")
    assert sorted(found("Björkstrand", reader="fi")) == [1, 3, 4]
    assert sorted(found("Björkstrand", reader="sv")) == [2, 3, 4]
    assert sorted(found("Björkstrand", reader="fi", languages=frozenset({"sv"}))) == [2, 4]


def test_one_municipality_never_shows_anothers() -> None:
    other = Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1), is_default_site=False)
    put(1, "Uimahalli")
    put(2, "Uimahalli", site=other.pk, theme_ids=(9,))
    assert found("uimahalli") == [1]
    assert search("uimahalli").facets.theme_ids == {}
    assert found("uimahalli", site=other.pk) == [2]


def test_counts_keep_the_other_choices_and_leave_out_their_own() -> None:
    put(1, "Silta", theme_ids=(1,), days=1)
    put(2, "Silta", theme_ids=(1, 2), days=100)
    put(3, "Silta", theme_ids=(2,), days=500)
    put(4, "Silta", kind="comment", days=1)
    put(5, "Silta", kind="page", language="sv", days=1)
    everything = search("silta")
    assert everything.total == 4
    assert everything.facets.kinds == {"proposal": 3, "comment": 1}
    assert everything.facets.languages == {"fi": 4, "sv": 1}
    assert everything.facets.theme_ids == {1: 2, 2: 2}
    assert everything.facets.times == {"month": 2, "year": 3, "older": 1}
    narrowed = search("silta", kinds=frozenset({"proposal"}), theme_ids=frozenset({2}), time=Time.YEAR)
    assert [hit.object_id for hit in narrowed.hits] == [2]
    assert narrowed.facets.kinds == {"proposal": 1}
    assert narrowed.facets.theme_ids == {1: 2, 2: 1}
    assert narrowed.facets.times == {"year": 1, "older": 1}


def test_a_borrowed_heading_is_shown_but_finds_nothing() -> None:
    put(1, "Koirapuisto", "Kannatan lämpimästi", kind="comment", own_title=False)
    put(2, "Koirapuisto")
    assert found("koirapuisto") == [2]
    hit = search("kannattaa").hits[0]
    assert (hit.object_id, hit.title, hit.snippet) == (1, "Koirapuisto", "<mark>Kannatan</mark> lämpimästi")


def test_choices_of_one_group_add_up() -> None:
    for number, kind in enumerate(["proposal", "comment", "event"], 1):
        put(number, "Silta", kind=kind)
    assert sorted(found("silta", kinds=frozenset({"proposal", "comment"}))) == [1, 2]


@pytest.mark.parametrize(
    ("time", "expected"), [(Time.MONTH, [1]), (Time.YEAR, [1, 2]), (Time.OLDER, [3]), (Time.ANY, [1, 2, 3])]
)
def test_time(time: Time, expected: list[int]) -> None:
    put(1, "Silta", created=NOW - timedelta(days=29, hours=23))
    put(2, "Silta", created=NOW - timedelta(days=364, hours=23))
    put(3, "Silta", created=NOW - timedelta(days=366))
    assert found("silta", time=time) == expected


def test_pages_of_hits() -> None:
    for number in range(1, 6):
        put(number, "Silta", days=number)
    assert [found("silta", page=page, limit=2) for page in (1, 2, 3)] == [[1, 2], [3, 4], [5]]
    last = search("silta", page=99, limit=2)
    assert (last.page, last.total, [hit.object_id for hit in last.hits]) == (3, 5, [5])
    assert search("silta", page=0, limit=2).page == 1


def test_more_than_can_be_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST", 5)
    for number in range(1, 10):
        put(number, "Muu asia", "Silta", days=number)
    put(10, "Silta", days=900)
    results = search("silta", limit=20)
    assert (results.is_capped, results.at_least, results.total) == (True, True, 5)
    assert [hit.object_id for hit in results.hits] == [10, 1, 2, 3, 4]


@pytest.mark.parametrize("where", ["title", "text"])
def test_the_municipality_s_own_pages_are_not_drowned_in_what_residents_write(
    monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr(queries, "MOST", 5)
    for number in range(1, 10):
        put(number, **{where: "Silta"}, days=number)
    put(10, "Sillat ja laiturit", kind="page", days=900)
    put(11, "Broar", "silta", kind="page", language="sv", days=900)
    put(12, "Silta", kind="page", language="sv", days=900)
    results = search("silta", limit=20)
    assert 10 in [hit.object_id for hit in results.hits]
    assert {11, 12}.isdisjoint([hit.object_id for hit in results.hits])
    assert (results.is_capped, results.total, results.facets.kinds["page"]) == (True, 5, 1)
    assert [hit.object_id for hit in search("silta", kinds=frozenset({"proposal"})).hits] == [1, 2, 3, 4, 5]


def test_a_hit_says_what_it_is() -> None:
    put(
        12,
        "Uimahallin <b>aukiolo</b>",
        "Hallin ovet ovat kiinni sunnuntaisin & aamuisin.",
        key="avain",
        path="12/uimahallin",
    )
    hit = search("uimahallit").hits[0]
    assert hit.title == "<mark>Uimahallin</mark> &lt;b&gt;aukiolo&lt;/b&gt;"
    assert hit.snippet == "Hallin ovet ovat kiinni sunnuntaisin &amp; aamuisin."
    assert hit.plain_title == "Uimahallin <b>aukiolo</b>"
    assert (hit.kind, hit.object_id, hit.key, hit.language, hit.path) == (
        "proposal",
        12,
        "avain",
        "fi",
        "12/uimahallin",
    )
    assert 0.9 <= hit.score <= 1.0


def test_the_snippet_is_where_the_words_are() -> None:
    filler = "Tässä lauseessa kerrotaan aivan muusta. " * 20
    put(1, "Muu", f"{filler}Koirapuiston valot ja koirien aita puuttuvat. {filler}")
    snippet = search("koira valot").hits[0].snippet
    assert snippet.startswith("… <mark>Koirapuiston</mark> <mark>valot</mark> ja <mark>koirien</mark> aita puuttuvat.")
    assert snippet.endswith(" …")
    put(2, "Muu", f"{filler}Ja sitten satama.")
    snippet = search("satama").hits[0].snippet
    assert snippet.startswith("… Tässä lauseessa kerrotaan")
    assert snippet.endswith("Ja sitten <mark>satama</mark>.")


NONSENSE = [
    *("", "   ", "\x00", "*", "-", '"', "()", "&|!:*", "\\", "%", "🙂", "\ud800", "日本語", "'' ''"),
    *('a"b', "' OR 1=1 --", "NEAR(a b)", "AND", "silta*", "-silta", "title:silta", "a\nb\tc", "<script>"),
    *("x" * 10_000, "silta " * 2_000, "-" * 10_000, "å" * 10_000),
]


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
def test_no_question_fails(text: str) -> None:
    put(1, "Silta", "Sillalla on 🙂")
    assert search(text).total in (0, 1)
    matching = queries.ids_matching(site_id=1, kind="proposal", text=text)
    assert Entry.objects.filter(object_id__in=matching).count() in (0, 1)


def test_a_symbol_around_a_word_does_not_hide_it() -> None:
    put(1, "Silta")
    for text in ('"silta"', "silta*", "-silta", "(silta)", "silta?", "SILTA", "silta silta"):
        assert found(text) == [1], text


def test_text_with_nothing_to_find_in_it_can_be_put() -> None:
    put(1, "🙂", "\x00 --- ***")
    put(2, "x" * 5_000, "y" * 300_000)
    assert found("x" * 400) == [2]


@pytest.mark.parametrize(
    ("typed", "also", "hits"),
    [
        ("paivakoti", ("päiväkoti",), [1]),
        ("Bjorkstrand", ("björkstrand",), [2]),
        ("kirjsto", ("kirjasto",), [3]),
        ("kirjatso", ("kirjasto",), [3]),
        ("kirjassto", ("kirjasto",), [3]),
        ("kirjaato", ("kirjasto",), [3]),
        ("ikrjasto", ("kirjasto",), [3]),
        ("kirjsto valot", ("kirjasto",), [3]),
        ("simhalll", ("simhall",), [4]),
        ("cyklväg", ("cykelväg",), [5]),
        ("avaruusasema", (), []),
        ("kirjasto", (), [3]),
    ],
)
def test_typed_without_accents_or_with_a_wrong_letter(typed: str, also: tuple[str, ...], hits: list[int]) -> None:
    other = Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1), is_default_site=False)
    put(1, "Päiväkodin piha")
    put(2, "Björkstrands hamn", language="sv")
    put(3, "Kirjaston valot")
    put(4, "Simhallen", language="sv")
    put(5, "Cykelvägar", language="sv")
    put(6, "Kirjastossa", site=other.pk)
    results = search(typed)
    assert (results.also, [hit.object_id for hit in results.hits]) == (also, hits)


def test_what_was_typed_comes_first_and_can_be_asked_for_alone() -> None:
    put(1, "Bjorkstrand", days=2000)
    put(2, "Björkstrand")
    put(3, "Muu", "Björkstrand")
    assert found("bjorkstrand") == [1, 2, 3]
    assert search("bjorkstrand").also == ("björkstrand",)
    put(4, "Kirjsto", days=2000)
    put(5, "Kirjasto")
    results = search("kirjsto")  # somebody has written it so, and it may be a name
    assert (results.also, [hit.object_id for hit in results.hits]) == ((), [4])
    assert results.meant == ("kirjasto",)
    put(6, "Koirapuisto")
    assert search("koirapusto", exactly=True).total == 0


def test_a_known_word_that_finds_nothing_is_not_replaced_but_another_is_offered() -> None:
    put(1, "Kunta")
    results = search("lunta")
    assert (results.total, results.also, results.meant) == (0, (), ("kunta",))
    assert search("kunta").meant == ()


def test_a_word_of_nothing_is_forgotten() -> None:
    put(1, "Koirapuisto")
    actions.remove(kind="proposal", object_id=1)
    assert search("koirapusto").also == ()
    assert "koirapuisto" in Word.objects.values_list("word", flat=True)
    put(2, "Kirjasto")
    call_command("purge_words", verbosity=0)
    words = Word.objects.filter(word__in=["koirapuisto", "kirjasto"])
    assert set(words.values_list("word", flat=True)) == {"kirjasto"}


def test_rows_of_an_earlier_analysis_come_up_to_date_by_themselves() -> None:
    put(1, "Koirapuisto", "Valot")
    put(2, "Koira", "Muu", own_title=False)
    before = list(Entry.objects.order_by("pk").values_list("title_tokens", "text_tokens", "begins", "version"))
    Entry.objects.update(title_tokens="fi0vanha1", begins=None, version=None)
    Entry.objects.filter(object_id=2).update(title_tokens="")
    Word.objects.all().delete()
    assert found("koirapuisto") == []
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("refresh_search", verbosity=0)
    after = list(Entry.objects.order_by("pk").values_list("title_tokens", "text_tokens", "begins", "version"))
    assert after == before
    assert found("koirapusto") == [1]


@pytest.mark.parametrize("hits", [1, 30])
def test_the_number_of_queries_is_fixed(hits: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(1, hits + 1):
        put(number, "Silta", theme_ids=(1,))
    site = Site.objects.get(is_default_site=True).pk
    search("silta", site=site)  # what editors have taught is kept in the process
    with django_assert_num_queries(4):
        assert search("silta", limit=30, site=site).total == hits


@pytest.mark.parametrize(
    ("asked", "text"),
    [("vara", "Det är vår bro, var rädd om den."), ("halla", "Håll till höger, hallen stängs."), ("sade", "Hon säger nej."),
     ("me", "Med barnen."), ("lasten", "Hon läste sist, lastade och for.")],
)  # fmt: skip
def test_a_word_of_the_readers_language_is_in_another_met_only_as_it_is_spelt(asked: str, text: str) -> None:
    put(1, "", text, language="sv")
    assert found(asked, reader="fi") == []


@pytest.mark.parametrize(
    ("asked", "language", "text"),
    [("Koivuranta", "sv", "Koivurantas invånare"), ("Björkstrand", "fi", "Björkstrandin kylä"), ("park", "fi", "Hotel Park"),
     ("hall", "fi", "Saluhall Hall"), ("kulturhuset", "fi", "Kulturhuset remontoidaan"), ("Nokia", "sv", "Nokia stad")],
)  # fmt: skip
def test_names_and_shared_words_are_found_across_languages(asked: str, language: str, text: str) -> None:
    put(1, "", text, language=language)
    assert found(asked, reader="sv" if language == "fi" else "fi") == [1]
