"""One analysis for text and query alike. A language is added in `_ANALYSERS`; any other gets `base.Plain`.

lines("Uimahallin aukiolo", "fi", title=True)    tokens of each word, a line for a word
terms("uimahallit auki", ["fi", "sv"])           what a query asks for, a `Term` for a word
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import pairwise

from .base import Analyser, Forms, Plain
from .tokens import PARTS, WORDS, Match, fold, token
from .words import normal, spans, words

_ANALYSERS = {"fi": "finnish", "sv": "swedish"}
MOST_TERMS = 12  # words of a query that count
LONGEST_QUERY = 500  # characters of a query that are read
#: Letters of a word beyond which it is none: the time of taking a word apart grows with the square of its length.
LONGEST_WORD = 100
_BLANKS = (" ", "\u00a0")  # between two words that might be one
#: Raise it with every change of what is kept of a text: rows of an earlier one are analysed anew by themselves
#: (`manage.py refresh_search`, which runs by the clock).
VERSION = 8


@lru_cache
def analyser(language: str) -> Analyser:
    """Loaded when first needed: a dictionary takes its time and memory."""
    module = _ANALYSERS.get(language)
    if module is None:
        return Plain(language)
    chosen: Analyser = import_module(f".{module}", __name__).Analyser()
    return chosen


def warm(languages: Iterable[str]) -> None:
    """Load the dictionaries now, so that processes forked later share them."""
    for language in languages:
        analyser(language).forms("raitti")


@lru_cache(maxsize=50_000)
def forms(language: str, word: str) -> Forms:
    if len(word) > LONGEST_WORD:
        return Forms(frozenset({word[:LONGEST_WORD]}))
    return analyser(language).forms(word)


def lines(text: str, language: str, *, title: bool) -> str:
    """The tokens of every word of a text: the n-th line belongs to the n-th word of `words.spans`. Two words that might
    be one have tokens for that, both of them."""
    cut = list(spans(text))
    said = [normal(text[start:end]) for start, end in cut]
    kept = [_line(language, word, title) for word in said]
    for place, ((_start, end), (start, _end)) in enumerate(pairwise(cut)):
        if text[end:start] in _BLANKS and (pair := _pair(language, said[place], said[place + 1], title)):
            kept[place] += pair
            kept[place + 1] += pair
    return "\n".join(kept)


@lru_cache(maxsize=50_000)
def _pair(language: str, first: str, second: str, title: bool) -> str:
    if len(first) > LONGEST_WORD or len(second) > LONGEST_WORD:
        return ""
    part = Match.TITLE_PART if title else Match.TEXT_PART
    return "".join(f" {token(language, pair, part)}" for pair in sorted(analyser(language).pair(first, second)))


@lru_cache(maxsize=50_000)
def _line(language: str, word: str, title: bool) -> str:
    found = forms(language, word)
    whole, part = (Match.TITLE, Match.TITLE_PART) if title else (Match.TEXT, Match.TEXT_PART)
    folded = {bare for form in found.whole if (bare := fold(form)) != form}
    tokens = [token(language, form, whole) for form in sorted(found.whole)]
    tokens += [token(language, form, part) for form in sorted(found.parts)]
    tokens += [token(language, form, Match.FOLDED) for form in sorted(folded)]
    return " ".join(tokens)


@dataclass(frozen=True)
class Term:
    """One word of a query: the tokens that it may be met by. ``typed``: those of them that the word has as it was typed,
    the rest being those of words it may stand for."""

    word: str
    tokens: frozenset[str]
    typed: frozenset[str]

    def of(self, *matches: Match) -> frozenset[str]:
        digits = {str(match.value) for match in matches}
        return frozenset(token for token in self.tokens if token[-1] in digits)

    def standing_for(self, others: Iterable[Term]) -> Term:
        """Met by what the others are met by, too."""
        return Term(self.word, self.tokens.union(*(other.tokens for other in others)), self.typed)

    def meaning_also(self, other: Term) -> Term:
        """Met by what means the same, just as well."""
        return Term(self.word, self.tokens | other.tokens, self.typed | other.typed)


def terms(query: str, languages: Iterable[str]) -> list[Term]:
    """The words of a query, each analysed in every language, since a reader's words may stand in any. Words that say
    nothing («ja», «och») count only when there are no others."""
    languages = list(languages)
    asked = list(dict.fromkeys(words(query[:LONGEST_QUERY])))
    telling = [word for word in asked if not any(word in analyser(language).stop_words for language in languages)]
    return [term(word, languages) for word in (telling or asked)[:MOST_TERMS]]


@lru_cache(maxsize=5_000)
def _apart(language: str, word: str) -> frozenset[str]:
    """A word that was typed as one, as two that a text may have instead."""
    if len(word) > LONGEST_WORD:
        return frozenset()
    return frozenset().union(*(analyser(language).pair(word[:cut], word[cut:]) for cut in range(1, len(word))))


def term(word: str, languages: Iterable[str]) -> Term:
    """What one lower-case word asks for."""
    typed: set[str] = set()
    meant: set[str] = set()
    for language in languages:
        whole = forms(language, word).whole
        is_word = word.isascii() and len(word) <= LONGEST_WORD
        restored = analyser(language).restored(word) if is_word else frozenset()
        typed.update(token(language, form, match) for form in whole for match in WORDS)
        typed.update(token(language, pair, match) for pair in _apart(language, word) for match in PARTS)
        meant.update(token(language, form, match) for form in restored for match in WORDS)
        meant.update(token(language, form, Match.FOLDED) for form in whole | restored if form.isascii())
    return Term(word, frozenset(typed | meant), frozenset(typed))


def knows(word: str, languages: Iterable[str]) -> bool:
    """Whether any dictionary has the word: then it is what was meant, unless it merely divides (`divided`)."""
    return len(word) <= LONGEST_WORD and any(analyser(language).knows(word) for language in languages)


def divided(word: str, languages: Iterable[str]) -> frozenset[str]:
    """The dictionary forms of a word that no dictionary has but as a compound of known words: a mistyped one may be such
    by chance (digituke). Nothing of any other."""
    if len(word) > LONGEST_WORD:
        return frozenset()
    known = [analyser(language).divided(word) for language in languages if analyser(language).knows(word)]
    return frozenset().union(*known) if all(known) else frozenset()
