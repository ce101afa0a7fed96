"""How much of what is to be found is found, and how little else: the pairs judged one by one, without a database."""

import pytest

from benchmarks.search.pairs import OURS, read
from benchmarks.search.quality import analysed, measured


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_of_the_judged_pairs_nearly_all_are_found_and_hardly_any_wrongly(language: str) -> None:
    pairs = [pair for pair in read(OURS) if pair.language == language]
    recall, precision = measured(pairs, {pair: 0 if analysed(pair) else None for pair in pairs})
    assert len(pairs) >= 150
    assert recall >= 0.97
    assert precision >= 0.99
