"""Words that a mistyped one may stand for: found with it, and told to the reader.

A word that a dictionary knows is what was meant. Any other stands for the words of this municipality that differ from
it by accents only; and where it finds nothing itself, for those one letter away, a long one also for those two away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.conf import settings

from . import vocabulary
from .analysis import Term, knows, term
from .analysis.tokens import fold
from .engines import Expression, engine
from .entries import filter_token

SHORTEST = 4  # letters of a word that may be mistyped: shorter ones are near too many
MOST = 3  # words that one stands for
MOST_TRIED = 12  # others of one word
MOST_ASKED = 36  # others of all words together


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
    """No query when every word is known; otherwise three at most. ``exact``: words that stand for themselves only."""
    languages = [code for code, _name in settings.LANGUAGES]
    unknown = [
        one for one in asked if len(one.word) >= SHORTEST and one.word not in exact and not knows(one.word, languages)
    ]
    others = vocabulary.near(one.word for one in unknown) if unknown else {}
    share = min(MOST_TRIED, MOST_ASKED // max(1, len(others)))
    others = {word: found[:share] for word, found in others.items()}
    tried = {word: term(word, languages) for found in others.values() for word in found}
    if not tried:
        return Question(tuple(asked), is_loose=any(one.tokens != one.typed for one in unknown))
    is_met = _met([*unknown, *tried.values()], site_id)
    stands_for = {one.word: _chosen(one, others.get(one.word, []), tried, is_met) for one in unknown}
    terms = tuple(one.standing_for(tried[word] for word in stands_for.get(one.word, ())) for one in asked)
    return Question(terms, tuple(dict.fromkeys(word for words in stands_for.values() for word in words)), is_loose=True)


def _chosen(one: Term, others: Sequence[str], tried: dict[str, Term], is_met: dict[str, bool]) -> list[str]:
    here = [word for word in others if is_met[word]]
    same = [word for word in here if fold(word) == fold(one.word)]
    if same or is_met[one.word]:
        return _telling(same, tried)
    return _telling(here, tried)


def _telling(chosen: Sequence[str], tried: dict[str, Term]) -> list[str]:
    """Without those that find the same as another: of the forms of a word one is enough."""
    telling: list[str] = []
    for word in sorted(chosen, key=lambda word: (len(tried[word].typed), chosen.index(word))):
        if all(tried[word].typed.isdisjoint(tried[known].typed) for known in telling):
            telling.append(word)
    return telling[:MOST]


def _met(tried: Sequence[Term], site_id: int | None) -> dict[str, bool]:
    """Whether each finds anything in the municipality. One query."""
    site = () if site_id is None else (frozenset({filter_token("s", site_id)}),)
    found = engine().newest([Expression((*site, one.typed)) for one in tried], 1)
    return {one.word: bool(ids) for one, ids in zip(tried, found, strict=True)}
