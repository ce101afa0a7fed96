"""What must be found and what must not, through the index of the database that the tests run on."""

from pathlib import Path

import pytest

from tests.search.documents import found, put

pytestmark = pytest.mark.django_db

OURS = Path(__file__).parent / "pairs.tsv"
GIVEN = Path(__file__).parents[3] / "shared" / "data" / "search_pairs.tsv"


def read(path: Path) -> list[list[str]]:
    lines = path.read_text().splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def test_every_given_pair_is_found() -> None:
    if not GIVEN.exists():
        pytest.skip(f"{GIVEN} is not here: the pairs of query and text that the ground was measured with")
    pairs = read(GIVEN)
    for number, (language, _query, text) in enumerate(pairs, 1):
        put(number, "", text, language=language)
    missed = [
        (query, text)
        for number, (language, query, text) in enumerate(pairs, 1)
        if number not in found(query, limit=2000, reader=language)
    ]
    assert missed == []


@pytest.mark.parametrize("place", ["title", "text"])
def test_our_pairs_are_found_or_not(place: str) -> None:
    pairs = read(OURS)
    for number, (language, _query, text, _found) in enumerate(pairs, 1):
        put(number, **{place: text}, language=language)
    wrong = [
        (query, text, expected)
        for number, (language, query, text, expected) in enumerate(pairs, 1)
        if (number in found(query, limit=2000, reader=language)) != (expected == "yes")
    ]
    assert wrong == []
