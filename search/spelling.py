"""What may have been meant when nothing, or hardly anything, was found: words that occur here one letter away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from django.conf import settings

from . import vocabulary
from .analysis import Term, term
from .engines import engine
from .narrowing import Narrowing

SHORTEST = 4  # letters of a word that is looked at
MOST_WORDS = 3  # of a question
MOST_TRIED = 12  # mended questions, for all words together
MOST_SUGGESTIONS = 3
LOOKED_AT = 40  # words that each may have been
ENOUGH = 20  # hits, beyond which more do not speak for a suggestion


def suggestions(asked: Sequence[Term], narrowing: Narrowing) -> list[str]:
    """Whole questions with one word mended, those that find most first, then the likeliest; another form of a word mends
    nothing. Three queries at most, however many words there are."""
    looked_at = {one.word: one for one in asked[:MOST_WORDS] if len(one.word) >= SHORTEST}
    meant = [_meant(looked_at[word], others) for word, others in vocabulary.near(looked_at).items()]
    likeliest = [pair for pairs in zip_longest(*meant) for pair in pairs if pair]  # the best of each word first
    tried = [[other if one == word else one for one in asked] for word, other in likeliest[:MOST_TRIED]]
    if not tried:
        return []
    met = engine().newest([narrowing.expression(one.tokens for one in mended) for mended in tried], ENOUGH)
    texts = [" ".join(one.word for one in mended) for mended in tried]
    by_hits = sorted(zip(texts, map(tuple, met), strict=True), key=lambda pair: -len(pair[1]))
    telling = {ids: text for text, ids in reversed(by_hits) if ids}  # of several that find the same, the first
    return [text for text, ids in by_hits if telling.get(ids) == text][:MOST_SUGGESTIONS]


def _meant(word: Term, others: Sequence[str]) -> list[tuple[Term, Term]]:
    """The word with each that it may have been, one of those that are met by the same."""
    languages = [code for code, _name in settings.LANGUAGES]
    by_tokens: dict[frozenset[str], Term] = {}
    for other in (term(other, languages) for other in others[:LOOKED_AT]):
        if other.typed.isdisjoint(word.typed):
            by_tokens.setdefault(other.tokens, other)
    return [(word, other) for other in by_tokens.values()]
