"""What may have been meant when nothing, or hardly anything, was found: words that occur here one letter away."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from . import vocabulary
from .analysis import Term, term
from .engines import engine
from .narrowing import Narrowing

SHORTEST = 4  # letters of a word that is looked at
MOST_WORDS = 3  # of a question
MOST_CANDIDATES = 40
MOST_SUGGESTIONS = 3


def suggestions(asked: Sequence[Term], narrowing: Narrowing) -> list[str]:
    """Whole questions with one word mended, those that find most first, then the likeliest; another form of a word mends
    nothing. Two queries."""
    languages = [code for code, _name in settings.LANGUAGES]
    looked_at = {one.word: one for one in asked[:MOST_WORDS] if len(one.word) >= SHORTEST}
    candidates: dict[str, list[frozenset[str]]] = {}
    for word, others in vocabulary.near(looked_at).items():
        for meant in (term(other, languages) for other in others):
            if meant.typed.isdisjoint(looked_at[word].typed):
                mended = [meant if one.word == word else one for one in asked]
                candidates[" ".join(each.word for each in mended)] = [each.tokens for each in mended]
    chosen = list(candidates)[:MOST_CANDIDATES]
    met = engine().newest([narrowing.expression(candidates[text]) for text in chosen], 20) if chosen else []
    by_hits = sorted(zip(chosen, map(tuple, met), strict=True), key=lambda pair: -len(pair[1]))
    telling = {ids: text for text, ids in reversed(by_hits) if ids}  # of several that find the same, the first
    return [text for text, ids in by_hits if telling.get(ids) == text][:MOST_SUGGESTIONS]
