"""Which pages are alike enough that axe need not look at both."""

from __future__ import annotations

import pytest

from tests.e2e.states import likeness

FIELD = '<label for="a{0}">Nimi</label> <input id="a{1}" value="{2}">'


def test_tokens_numbers_and_marks_make_no_difference() -> None:
    token = '<input name="csrf" value="{0}"> <p>{1} ehdotusta, Polku {2}</p>'
    assert likeness(token.format("a" * 64, 12, "3f9a")) == likeness(token.format("b" * 64, 7, "04cd"))
    assert likeness(FIELD.format(1, 1, 4)) == likeness(FIELD.format(2, 2, 5))


@pytest.mark.parametrize("other", ['<p lang="sv">Hej</p>', "<p>Hej du</p>", '<p class="a">Hej</p>'])
def test_words_and_attributes_do(other: str) -> None:
    assert likeness("<p>Hej</p>") != likeness(other)


def test_what_refers_to_another_place_must_still_find_it() -> None:
    assert likeness(FIELD.format(1, 1, 4)) != likeness(FIELD.format(1, 2, 4))
