"""«Did you mean»: what it asks of the engine, and what it says first."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import near, spelling, vocabulary
from search.engines import Expression, engine
from tests.search.documents import put, search

pytestmark = pytest.mark.django_db

#: Words of a dictionary that do not occur here.
KNOWN = ["katto", "tuoli", "kassi", "matto", "pallo", "kello", "pelto", "silta", "lintu", "kukka", "tukka", "kissa"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many questions each call of the engine holds."""
    counts: list[int] = []
    newest = type(engine()).newest

    def counted(self: object, expressions: Sequence[Expression], limit: int) -> list[list[int]]:
        counts.append(len(expressions))
        return newest(self, expressions, limit)  # type: ignore[arg-type]

    monkeypatch.setattr(type(engine()), "newest", counted)
    return counts


def _neighbours(word: str) -> list[str]:
    """Many words with one other letter."""
    return [word[:place] + letter + word[place + 1 :] for place in range(len(word)) for letter in "abdefgijkmnoprsuv"]


@pytest.mark.parametrize("number", [1, 2, 12])
def test_one_call_of_the_engine_for_all_words_of_known_ones(asked: list[int], number: int) -> None:
    put(1, " ".join(other for word in KNOWN[:number] for other in _neighbours(word) if other not in KNOWN))
    search("asia")  # what is kept in memory is read once
    del asked[:]
    with CaptureQueriesContext(connection) as made:
        results = search(" ".join(KNOWN[:number]))
    assert results.total == 0
    assert asked == [1, 0, spelling.MOST_TRIED]
    assert len(made) == 5


@pytest.mark.parametrize("number", [1, 12])
def test_one_call_for_all_words_of_unknown_ones(asked: list[int], number: int) -> None:
    unknown = [f"qx{letter}zq" for letter in "abcdefghijkl"][:number]
    put(1, " ".join(other for word in unknown for other in _neighbours(word)[::4]))
    del asked[:]
    with CaptureQueriesContext(connection) as made:
        search(" ".join(unknown))
    assert max(asked) <= number + near.MOST_ASKED
    assert len(made) <= 8


def test_letters_that_changed_places_or_were_doubled_are_likelier_than_others() -> None:
    put(1, "kisba kisna kista kissa kiosa ikisa")
    assert vocabulary.near(["kisa"])["kisa"][0] == "kissa"
    put(2, "sotka satko")
    assert vocabulary.near(["sakto"])["sakto"] == ["satko"]


def test_each_word_gets_its_turn() -> None:
    put(1, "Kissan piha")
    vocabulary.learn(_neighbours("lunta"))
    put(2, "Lunta kissalle")
    assert search("lunta kossa", exactly=True).meant == ("lunta kissa",)


def test_a_word_that_merely_divides_is_mended() -> None:
    put(1, "Digituki", "Digitukea saa")
    put(2, "Digitukea")
    results = search("digituke")
    assert (results.total, results.also) == (2, ("digituki",))
    assert search("digituke", exactly=True).meant == ("digituki",)


def test_a_compound_that_is_written_here_is_what_was_meant() -> None:
    put(1, "Hiekkalaatikko")
    put(2, "Hiekkalaatikon kansi")
    put(3, "Hiekkalautikko")
    results = search("hiekkalaatikoissa")
    assert (results.total, results.also) == (2, ())


def test_a_compound_that_nobody_has_written_stands_for_none_two_letters_away() -> None:
    put(1, "Kesäkahvila")
    assert search("vesikahvila").also == ()
    put(2, "Vesikatila")
    assert search("vesikahvila").also == ()


def test_an_unknown_word_that_meets_another_by_its_stem_only_is_mended() -> None:
    put(1, "Badstranden", language="sv")
    for number in range(2, 7):
        put(number, "Badstrand", language="sv")
    results = search("badstrad", reader="sv")
    assert (results.total, results.also) == (6, ("badstrand",))


def test_what_is_meant_instead_keeps_quotes_minus_and_small_words() -> None:
    put(1, "Koulun piha ja kirjasto")
    put(2, "Kirjaston piha", "koulu")
    assert search('"kirjatso"').meant == ('"kirjasto"',)
    assert search('"kirjatson piha" -silta').meant == ('"kirjaston piha" -silta',)
    assert search('"koulun phia ja"').meant == ('"koulun piha ja"',)
    assert search('"koulun phia puuttuu"').meant == ()
    assert search('"kirjatso" -koulun').meant == ()
