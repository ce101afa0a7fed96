"""What may have been meant when nothing was found: known words one letter away that do find something here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings

from .analysis import Term, analyser, term
from .engines import engine
from .narrowing import Narrowing

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
SHORTEST, LONGEST = 4, 24  # letters of a word that is looked at
MOST_WORDS = 3  # of a question
MOST_CANDIDATES = 40
MOST_SUGGESTIONS = 3


def suggestions(asked: Sequence[Term], narrowing: Narrowing) -> list[str]:
    """Whole questions with one word mended, those that find most first, then the likeliest. One query."""
    languages = [code for code, _name in settings.LANGUAGES]
    candidates: dict[str, list[frozenset[str]]] = {}
    for place, one in enumerate(asked[:MOST_WORDS]):
        for word in _known_near(one.word, languages):
            mended = [*asked[:place], term(word, languages), *asked[place + 1 :]]
            candidates[" ".join(each.word for each in mended)] = [each.tokens for each in mended]
    chosen = list(candidates)[:MOST_CANDIDATES]
    met = engine().newest([narrowing.expression(candidates[text]) for text in chosen], 20)
    by_hits = sorted(zip(chosen, map(tuple, met), strict=True), key=lambda pair: -len(pair[1]))
    telling = {ids: text for text, ids in reversed(by_hits) if ids}  # of several that find the same, the first
    return [text for text, ids in by_hits if telling.get(ids) == text][:MOST_SUGGESTIONS]


def _known_near(word: str, languages: Sequence[str]) -> list[str]:
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return []
    near = dict.fromkeys(_one_letter_away(word))
    return [other for other in near if other != word and any(analyser(code).knows(other) for code in languages)]


def _one_letter_away(word: str) -> Iterator[str]:
    """A letter too many, two in the wrong order, a wrong one, one missing: likeliest first."""
    halves = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    yield from (left + right[1:] for left, right in halves if right)
    yield from (left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1)
    yield from (left + letter + right for left, right in halves for letter in ALPHABET)
    yield from (left + letter + right[1:] for left, right in halves if right for letter in ALPHABET)
