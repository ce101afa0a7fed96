"""Phrases, minus and numbers: what is found just as it was written, and what is left out."""

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from search import exact, wording
from search.vocabulary import mistakes, one_apart
from tests.search.documents import found, put, search


@pytest.mark.parametrize(
    ("typed", "text", "phrases", "unwanted", "refused"),
    [
        ("koulun piha", "koulun piha", [], "", []),
        ('"koulun piha" valot', "valot koulun piha", ["koulun piha"], "", []),
        ("”koulun piha”", "koulun piha", ["koulun piha"], "", []),
        ("«koulun piha» -valot -“uusi aita”", "koulun piha", ["koulun piha"], "valot", ["uusi aita"]),
        ("liito-orava", "liito-orava", [], "", []),
        ("silta - valot", "silta - valot", [], "", []),
        ("-silta", "-silta", [], "", []),
        ('"koulun piha', '"koulun piha', [], "", []),
        ("dnro 123/10.02.03/2026", "123/10.02.03/2026", ["123/10.02.03/2026"], "", []),
        ("Asianro: 123/10.02.03/2026 kaava", "123/10.02.03/2026 kaava", ["123/10.02.03/2026"], "", []),
        ("diarienummer 123/10.02.03/2026", "123/10.02.03/2026", ["123/10.02.03/2026"], "", []),
        ("dnro", "dnro", [], "", []),
        ("dnro 5", "dnro 5", [], "", []),
        ("dnro123/10.02.03/2026", "123/10.02.03/2026", ["123/10.02.03/2026"], "", []),
        ("dnro 123 / 10.02.03 / 2026", "123 / 10.02.03 / 2026", ["123 / 10.02.03 / 2026"], "", []),
        ("1.1.", "1.1.", ["1.1"], "", []),
        ("klo 12 – 16 −valot", "klo 12-16", [], "valot", []),
        ('"" --', '"" --', [], "", []),
    ],
)
def test_what_was_written(typed: str, text: str, phrases: list[str], unwanted: str, refused: list[str]) -> None:
    read = wording.read(typed)
    assert " ".join(read.text.split()) == text
    assert [one.said for one in read.phrases] == phrases
    assert (read.unwanted, [one.said for one in read.refused]) == (unwanted, refused)


@pytest.mark.parametrize(
    ("typed", "text", "met"),
    [
        ('"koulun piha"', "Koulun piha on pimeä.", True),
        ('"koulun piha"', "Koulun uusi piha", False),
        ('"koulun piha"', "Koulun pihalla", False),
        ('"koulun piha"', "Yläkoulun piha", False),
        ('"EU tuki"', "EU:n tuki kunnille", True),
        ('"liito-oravan pesä"', "Liito‑oravan pesä", True),
        ("123/10.02.03/2026", "Asia dnro 123/10.02.03/2026.", True),
        ("123/10.02.03/2026", "Asia 123/10.02.04/2026, 03", False),
        ("1.1.", "Alkaen 1.1.2027", True),
        ("1.1.", "Alkaen 11.1.2027 ja 1.10.", False),
        ("12.30", "klo 12.30–14", True),
        ("10.02.03", "Asia 123/10.02.03/2026", True),
        ("1234.50", "Hinta 1 234.50", True),
        ('"klo 12-16"', "Klo 12 – 16", True),
        ('"80000 euroa"', "Noin 80\u00a0000 euroa", True),
        ('"kaupungin\u00adhallitus päätti"', "Kaupungin\u200bhallitus päätti", True),
    ],
)
def test_a_phrase_is_met_word_for_word(typed: str, text: str, met: bool) -> None:
    assert wording.read(typed).is_met_by(text) is met


@pytest.mark.django_db
def test_phrases_and_minus_find_and_leave_out() -> None:
    put(1, "Koulun piha", "Valot puuttuvat")
    put(2, "Piha", "Koulun vieressä")
    put(3, "Koulun piha", "Uusi aita")
    put(4, "Koulun piha", "Koirapuisto")
    assert sorted(found("koulun piha")) == [1, 2, 3, 4]
    assert sorted(found('"koulun piha"')) == [1, 3, 4]
    assert sorted(found('koulu piha -aidat -"valot puuttuvat"')) == [2, 4]
    assert sorted(found("koulu -puisto")) == [1, 2, 3, 4]
    assert search('"koulun piha" -valot').facets.kinds == {"proposal": 2}
    assert found('"koulun pihaa"') == []


@pytest.mark.django_db
def test_a_case_number_is_found_as_it_stands() -> None:
    put(1, "Kaava", "Asia 123/10.02.03/2026 on vireillä.")
    put(2, "Kaava", "Asia 123/10.02.04/2026, käsitelty 3.3.2026 kohdassa 03")
    assert found("123/10.02.03/2026") == [1]
    assert found("asia 123/10.02.04/2026") == [2]


@pytest.mark.django_db
def test_signs_that_do_not_show_neither_hide_nor_unmark_a_word() -> None:
    put(1, "Kaupungin\u00adhallituksen kokous", "Uima\u200bhalli klo 12–16")
    assert found("kaupunginhallitus") == found("uima\u00adhalli") == [1]
    hit = search("kaupunginhallitus 12-16").hits[0]
    assert hit.title == "<mark>Kaupungin\u00adhallituksen</mark> kokous"
    assert hit.snippet == "Uima\u200bhalli klo <mark>12–16</mark>"


@pytest.mark.django_db
def test_a_heading_that_finds_nothing_is_in_no_phrase() -> None:
    put(1, "Koulun piha", "Koulun oma piha", kind="comment", own_title=False)
    assert found('"koulun piha"') == []


@pytest.mark.django_db
def test_as_many_rows_are_read_as_one_may_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "MOST_READ", 3)
    for number in range(1, 6):
        put(number, "Koulun piha", days=number)
    results = search('"koulun piha"')
    assert ([hit.object_id for hit in results.hits], results.is_capped) == ([1, 2, 3], True)


@pytest.mark.django_db
@pytest.mark.parametrize("hits", [1, 30])
def test_a_phrase_costs_one_query_for_a_hundred_rows(
    hits: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(hits):
        put(number + 1, "Koulun piha")
    site = put(99, "Muu").site_id
    search("muu", site=site)  # what editors have taught is kept in the process
    with django_assert_num_queries(5):
        assert search('"koulun piha"', limit=50, site=site).total == hits


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("nuorisovlatuutso", ("nuorisovaltuusto",)),
        ("nuoisovaltusto", ("nuorisovaltuusto",)),
        ("uorisovaltuust", ("nuorisovaltuusto",)),
        ("kmomunfulmäktige", ("kommunfullmäktige",)),
        ("kirjsot", ()),
    ],
)
def test_a_long_word_may_have_two_mistakes_and_a_short_one_one(typed: str, also: tuple[str, ...]) -> None:
    put(1, "Nuorisovaltuusto")
    put(2, "Kommunfullmäktige", language="sv")
    put(3, "Kirjasto")
    assert search(typed).also == also


def test_counting_mistakes() -> None:
    letters = random.Random(3)
    for _number in range(300):
        word = "".join(letters.choice("abc") for _letter in range(letters.randint(4, 9)))
        other = "".join(letters.choice("abc") for _letter in range(letters.randint(4, 9)))
        assert (mistakes(word, other) == 1) == one_apart(word, other)
    assert [mistakes("abcdefgh", other) for other in ("abcdefgh", "bacdefhg", "xbcdefgy", "xyzdefgh")] == [0, 2, 2, 3]


SIGNS = st.one_of(
    st.characters(),
    st.sampled_from(string.punctuation + "\x00\u202e\u200f«»”“„–🙂 "),
    st.sampled_from(["AND ", "NEAR(", " OR ", 'silta"', ' -"', "1.1.", "א", "ي"]),
)


@pytest.mark.django_db
@settings(max_examples=150, deadline=2000)
@given(text=st.lists(SIGNS, max_size=60).map("".join), times=st.sampled_from([1, 1, 200]))
def test_any_question_is_answered(text: str, times: int) -> None:
    assert search(text * times).total >= 0


@pytest.mark.django_db
def test_of_two_words_found_by_one_both_are_marked() -> None:
    put(1, "Koulun piha", "Uudet valot katujen kunnossapitoon")
    put(2, "Koulun uusi piha")
    results = search("koulunpiha")
    assert [hit.title for hit in results.hits] == ["<mark>Koulun</mark> <mark>piha</mark>"]
    assert search("kadunkunnossapito").hits[0].snippet == "Uudet valot <mark>katujen</mark> <mark>kunnossapitoon</mark>"
