"""Whatever is written into the box is answered, by every engine, within bounded time."""

from __future__ import annotations

import string
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from search import actions
from search.analysis import terms
from search.engines.elasticsearch import building, client
from search.models import Entry
from search.queries import ids_matching
from search.similar import similar
from search.suggest import suggest
from tests.search.documents import document, put
from tests.search.documents import search as find

pytestmark = pytest.mark.django_db
WITHIN = 2.0  # seconds
SIGNS = st.one_of(
    st.characters(),
    st.sampled_from(string.punctuation + "\x00\u202e\u200f\u0301«»”“„–🙂 "),
    st.sampled_from(["AND ", "NEAR(", " OR ", 'silta"', ' -"', "1.1.", "א", "ي", "koira", "puisto", "{}", "\\", "*:*"]),
)
TEXTS = st.tuples(st.lists(SIGNS, max_size=60).map("".join), st.sampled_from([1, 1, 200]))
LONG = {
    "one letter": "a" * 10_000,
    "a compound": "koirapuisto" * 900,
    "words": " ".join(f"sana{number}" for number in range(1500)),
    "hyphens": "a-" * 5000,
    "quotes": '"a' * 5000,
    "minuses": " -a" * 3300,
    "numbers": "1." * 5000,
    "nothing": "\x00" * 10_000,
    "accents": "a" + "\u0301" * 9999,
    "one that becomes many": "\ufdfa" * 10_000,
    "emoji": "👩‍👩‍👧" * 2000,
    "from the right": "\u202eאב" * 3000,
}


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def asked(request: pytest.FixtureRequest) -> Iterator[int]:
    """The site to ask of. Elasticsearch has answered itself: the database was not asked in its stead."""
    if request.param == "elasticsearch":
        request.getfixturevalue("chosen")
    put(1, "Koirapuisto rantaan", "Sillan valot")
    if request.param == "elasticsearch":
        building.build()
    yield Site.objects.get(is_default_site=True).pk
    assert client.breaker._open_until is None


def ask(text: str, site: int) -> None:
    begun = time.process_time()
    assert find(text).total >= 0
    suggest(text=text, site_id=site, reader="fi")
    similar(title=text, site_id=site, kinds=["proposal"], limit=5)
    list(Entry.objects.filter(object_id__in=ids_matching(site_id=site, kind="proposal", text=text)))
    assert time.process_time() - begun < WITHIN


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_any_question_is_answered(asked: int, written: tuple[str, int]) -> None:
    text, times = written
    ask(text * times, asked)


def test_ten_thousand_characters_are_answered(asked: int) -> None:
    for text in LONG.values():
        ask(text, asked)


@pytest.mark.parametrize("text", [LONG["one letter"], LONG["a compound"], LONG["hyphens"]])
def test_a_word_without_an_end_is_saved_and_found(text: str) -> None:
    begun = time.process_time()
    actions.put(document=document(1, "Outo", text))
    assert find(text[:300]).total == 1
    assert time.process_time() - begun < WITHIN


def test_a_long_word_is_found_by_its_beginning_alone() -> None:
    longer, longest = (frozenset().union(*(one.tokens for one in terms("x" * length, ["fi"]))) for length in (101, 400))
    assert longer == longest
    assert 0 < len(longer) < 10
