"""What may have been meant when nothing, or hardly anything, was found: words that occur here one letter away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from django.conf import settings

from . import vocabulary
from .analysis import LONGEST_QUERY, Term, term
from .analysis.words import even, normal, spans
from .engines import engine
from .exact import met_by_each
from .narrowing import Narrowing
from .wording import read

SHORTEST = 4  # letters of a word that is looked at
MOST_WORDS = 3  # of a question
MOST_TRIED = 12  # mended questions, for all words together
MOST_SUGGESTIONS = 3
LOOKED_AT = 40  # words that each may have been
ENOUGH = 20  # hits, beyond which more do not speak for a suggestion


def suggestions(text: str, asked: Sequence[Term], narrowing: Narrowing, without: frozenset[str]) -> list[str]:
    """The question as it was put with one word mended, those that find most first, then the likeliest; another form of a
    word mends nothing. Three queries at most, however many words there are, and three more for phrases."""
    text = " ".join(even(text[:LONGEST_QUERY]).split())
    looked_at = {one.word: one for one in asked[:MOST_WORDS] if len(one.word) >= SHORTEST}
    exact = read(text).exact
    near = vocabulary.near(looked_at)
    meant = [_meant(looked_at[word], others, each_form=word in exact) for word, others in near.items()]
    likeliest = [pair for pairs in zip_longest(*meant) for pair in pairs if pair]  # the best of each word first
    tried = [[other if one == word else one for one in asked] for word, other in likeliest[:MOST_TRIED]]
    if not tried:
        return []
    expressions = [narrowing.expression((one.tokens for one in mended), without=without) for mended in tried]
    texts = [_mended(text, word.word, other.word) for word, other in likeliest[:MOST_TRIED]]
    met = met_by_each(list(zip(map(read, texts), engine().newest(expressions, ENOUGH), strict=True)))
    by_hits = sorted(zip(texts, met, strict=True), key=lambda pair: -len(pair[1]))
    telling = {ids: text for text, ids in reversed(by_hits) if ids}  # of several that find the same, the first
    return [text for text, ids in by_hits if telling.get(ids) == text][:MOST_SUGGESTIONS]


def _meant(word: Term, others: Sequence[str], *, each_form: bool) -> list[tuple[Term, Term]]:
    """The word with each that it may have been, one of those that are met by the same unless a phrase has the word."""
    languages = [code for code, _name in settings.LANGUAGES]
    chosen: dict[frozenset[str] | str, Term] = {}
    for other in (term(other, languages) for other in others[:LOOKED_AT]):
        if other.typed.isdisjoint(word.typed):
            chosen.setdefault(other.word if each_form else other.tokens, other)
    return [(word, other) for other in chosen.values()]


def _mended(text: str, word: str, other: str) -> str:
    pieces, place = [], 0
    for start, end in spans(text):
        if normal(text[start:end]) == word:
            pieces += [text[place:start], other]
            place = end
    return "".join([*pieces, text[place:]])
