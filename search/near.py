"""Words that a mistyped one may stand for: found with it, and told to the reader.

A word that a dictionary has is what was meant, and so is a compound of known words that occurs. Any other stands for the
words of this municipality that differ from it by accents only; and where it finds nothing itself, or hardly anything
without being written so anywhere, for those one letter away. A long one stands also for those two away, unless it is a
compound, which may well be meant although nobody has written it yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.conf import settings

from . import vocabulary
from .analysis import Term, divided, knows, term
from .analysis.tokens import fold
from .engines import Expression, engine
from .entries import filter_token

SHORTEST = 4  # letters of a word that may be mistyped: shorter ones are near too many
MOST = 3  # words that one stands for
MOST_TRIED = 12  # others of one word
MOST_ASKED = 36  # others of all words together
FEW = 3  # hits of a word that may be mistyped


@dataclass(frozen=True)
class Question:
    """The words of a question, with those that they may stand for. ``also``: what is told of them. ``is_loose``: whether
    a word is in no dictionary, so that it may be met by others than those that were typed. ``variants``: the same put in
    other words (`tuning.matching`)."""

    terms: tuple[Term, ...]
    also: tuple[str, ...] = ()
    is_loose: bool = False
    variants: tuple[tuple[Term, ...], ...] = ()

    def meaning(self, terms: tuple[Term, ...], variants: tuple[tuple[Term, ...], ...]) -> Question:
        return replace(self, terms=terms, variants=variants)


def widened(asked: Sequence[Term], site_id: int | None, exact: Collection[str] = ()) -> Question:
    """No query when every word is in a dictionary; otherwise four at most. ``exact``: words that stand for themselves
    only."""
    languages = [code for code, _name in settings.LANGUAGES]
    unknown, compounds, occurring = _unknown(asked, exact)
    others = vocabulary.near((one.word for one in unknown), one_mistake=compounds) if unknown else {}
    share = min(MOST_TRIED, MOST_ASKED // max(1, len(others)))
    others = {word: found[:share] for word, found in others.items()}
    tried = {word: term(word, languages) for found in others.values() for word in found}
    if not tried:
        return Question(tuple(asked), is_loose=any(one.tokens != one.typed for one in unknown))
    hits = _hits([*unknown, *tried.values()], site_id)
    stands_for = {
        one.word: _chosen(one, others.get(one.word, []), tried, hits, is_written=one.word in occurring)
        for one in unknown
    }
    terms = tuple(one.standing_for(tried[word] for word in stands_for.get(one.word, ())) for one in asked)
    return Question(terms, tuple(dict.fromkeys(word for words in stands_for.values() for word in words)), is_loose=True)


def may_be_mistyped(asked: Sequence[Term]) -> bool:
    """Whether a word is in no dictionary, and no compound that occurs. One query, none when every word is in a
    dictionary."""
    return bool(_unknown(asked, ())[0])


def _unknown(asked: Sequence[Term], exact: Collection[str]) -> tuple[list[Term], set[str], set[str]]:
    """The words that may be mistyped, the compounds among them, and those that occur as they were typed."""
    languages = [code for code, _name in settings.LANGUAGES]
    long = [one for one in asked if len(one.word) >= SHORTEST and one.word not in exact]
    compounds = {one.word: forms for one in long if (forms := divided(one.word, languages))}
    doubtful = [one for one in long if one.word in compounds or not knows(one.word, languages)]
    occurring = vocabulary.occurring({one.word for one in doubtful}.union(*compounds.values())) if doubtful else set()
    known = {word for word, forms in compounds.items() if not occurring.isdisjoint({word, *forms})}
    return [one for one in doubtful if one.word not in known], compounds.keys() - known, occurring


def _chosen(
    one: Term, others: Sequence[str], tried: dict[str, Term], hits: dict[str, int], *, is_written: bool
) -> list[str]:
    here = [word for word in others if hits[word]]
    same = [word for word in here if fold(word) == fold(one.word)]
    if same or hits[one.word] > FEW or (hits[one.word] and is_written):
        return _telling(same, tried)
    finds_more = [word for word in here if not hits[one.word] or tried[word].typed.isdisjoint(one.typed)]
    return _telling(finds_more, tried)


def _telling(chosen: Sequence[str], tried: dict[str, Term]) -> list[str]:
    """Without those that find the same as another: of the forms of a word one is enough."""
    telling: list[str] = []
    for word in sorted(chosen, key=lambda word: (len(tried[word].typed), chosen.index(word))):
        if all(tried[word].typed.isdisjoint(tried[known].typed) for known in telling):
            telling.append(word)
    return telling[:MOST]


def _hits(tried: Sequence[Term], site_id: int | None) -> dict[str, int]:
    """How many each finds in the municipality, up to one more than `FEW`. One query."""
    site = () if site_id is None else (frozenset({filter_token("s", site_id)}),)
    found = engine().newest([Expression((*site, one.typed)) for one in tried], FEW + 1)
    return {one.word: len(ids) for one, ids in zip(tried, found, strict=True)}
