"""Things whose headings say nearly the same: what somebody is about to write may have been written, and who reads one
page may want another.

Words are compared in their dictionary forms and by the parts of compounds, the rarer the weightier (`search.rarity`).
An engine is asked only which rows hold which words (`engines.base.Engine.newest`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.conf import settings

from .analysis import LONGEST_QUERY, analyser, forms
from .analysis.tokens import Match, token
from .analysis.words import words
from .engines import Expression, engine
from .entries import filter_token
from .models import Entry
from .rarity import Rarity, learnt

MOST_WORDS = 8  # of a heading, the most telling
BY_WORD, BY_PAIR = 200, 100  # candidates that a word, or two common ones together, may bring
COMMON = 3  # common words whose pairs are looked for
COMPARED = 150  # candidates that are read
ENOUGH = 0.5  # of likeness
#: Of a word's weight when the other heading has it within a compound, has a part of it, or a compound with that part
INSIDE, PART, PART_INSIDE = 0.7, 0.6, 0.25
WORTH_ASKING = 0.2  # of the heading's weight: a word of less brings no candidates of its own
OTHER_WORDS = 0.25  # of likeness that the other heading loses by saying something else
SHARED = 0.1  # of likeness that a theme, an area or a project in common adds

WHOLE = str(Match.TITLE.value)


@dataclass(frozen=True)
class Like:
    """``score``: 0.5 (near) … 1 (the same words). ``row_id``: of the `Entry`."""

    object_id: int
    score: float
    row_id: int


@dataclass(frozen=True)
class Word:
    """One word of the heading. ``is_telling``: it is no place and no word to ask with. ``met_by``: the tokens it is met by,
    from the best class to the least, with what each is worth."""

    weight: float
    is_telling: bool
    met_by: tuple[tuple[float, frozenset[str]], ...]

    @property
    def tokens(self) -> frozenset[str]:
        return frozenset().union(*(tokens for _worth, tokens in self.met_by))

    def met(self, tokens: Collection[str]) -> float:
        """How much of it a heading with these tokens says, 0…1."""
        return next((worth for worth, known in self.met_by if not known.isdisjoint(tokens)), 0.0)


def similar(
    *,
    title: str,
    site_id: int,
    kinds: Collection[str],
    limit: int,
    language: str = "",
    near: Collection[str] = (),
    enough: float = ENOUGH,
    both_ways: bool = False,
    exclude: Collection[int] = (),
) -> list[Like]:
    """At most ``limit`` things, the likest first; of equals the newer. Two queries, and three more now and then.
    ``language``: of the title and of what is looked for; any when empty. ``near``: filters (`entries.filter_token`); what
    has one of them is a little liker. ``enough``: the least likeness. ``both_ways``: a short heading that the
    title says within a long one is like it too. ``exclude``: object ids."""
    rarity = learnt(site_id, kinds, language)
    asked = _asked(title, [language] if language else [code for code, _name in settings.LANGUAGES], rarity)
    if not asked:
        return []
    groups = [{filter_token("s", site_id)}, {filter_token("k", kind) for kind in kinds}]
    groups += [{filter_token("l", language)}] if language else []
    ids = _candidates(asked, tuple(map(frozenset, groups)), rarity)
    rows = Entry.objects.filter(pk__in=ids).values_list("pk", "object_id", "title_tokens", "filters")
    best: dict[int, tuple[float, int]] = {}
    for row_id, object_id, tokens, filters in rows:
        score = _likeness(asked, tokens, rarity, both_ways=both_ways)
        if score and not frozenset(near).isdisjoint(filters.split()):
            score = min(score + SHARED, 1.0)
        if score >= enough and object_id not in exclude:
            best[object_id] = max(best.get(object_id, (0.0, 0)), (score, row_id))
    ranked = sorted(best.items(), key=lambda pair: pair[1], reverse=True)
    return [Like(object_id, round(score, 3), row_id) for object_id, (score, row_id) in ranked[:limit]]


def _asked(title: str, languages: Sequence[str], rarity: Rarity) -> list[Word]:
    """The words that tell something, the weightiest first; all of them when none does."""
    typed = list(dict.fromkeys(words(title[:LONGEST_QUERY])))
    telling = [word for word in typed if not any(word in analyser(code).stop_words for code in languages)]
    found = [_word(word, languages, rarity) for word in telling if len(word) > 1]
    return sorted(found, key=lambda word: -word.weight)[:MOST_WORDS]


def _word(word: str, languages: Sequence[str], rarity: Rarity) -> Word:
    """Its weight is that of the most common form among the languages: in which one it was written is not known."""
    found = {language: forms(language, word) for language in languages}
    whole = {(language, form) for language, known in found.items() for form in known.whole}
    parts = {(language, part) for language, known in found.items() for part in known.parts}
    own = frozenset(token(*one, Match.TITLE) for one in whole)
    is_telling = all(map(rarity.is_telling, own))
    kinds = (
        (1.0, whole, Match.TITLE),
        (INSIDE, whole, Match.TITLE_PART),
        (PART, parts if is_telling else (), Match.TITLE),
        (PART_INSIDE, parts if is_telling else (), Match.TITLE_PART),
    )
    met_by = tuple((worth, frozenset(token(*one, match) for one in known)) for worth, known, match in kinds)
    return Word(min(map(rarity.weight, own)), is_telling, met_by)


def _candidates(asked: Sequence[Word], site: tuple[Any, ...], rarity: Rarity) -> list[int]:
    """Rows that share words, those with the most weight together first. One query."""
    total = sum(word.weight for word in asked)
    asked = [word for word in asked if word.weight >= WORTH_ASKING * total] or asked
    common = [word for word in asked if rarity.is_common(word.tokens)]
    pairs = list(combinations(common[:COMMON], 2))
    together = [*pairs, tuple(common)] if len(common) > COMMON else pairs
    groups = [(word,) for word in asked] + together
    expressions = [Expression((*site, *(word.tokens for word in group))) for group in groups]
    found = engine().newest(expressions, BY_WORD)
    weights: Counter[int] = Counter()
    for group, ids in zip(groups, found, strict=True):
        for row_id in ids[: BY_WORD if len(group) == 1 else BY_PAIR]:
            weights[row_id] += sum(word.weight for word in group)  # type: ignore[assignment]
    return [row_id for row_id, _weight in weights.most_common(COMPARED)]


def _likeness(asked: Sequence[Word], title_tokens: str, rarity: Rarity, *, both_ways: bool) -> float:
    """How much of what is asked the heading says, less when it says much else; nothing when all they share is a place
    or a way of asking."""
    lines = [_own(line.split(), rarity) for line in title_tokens.split("\n")]
    tokens = frozenset().union(*lines)
    if not any(word.is_telling and word.met(tokens) for word in asked):
        return 0.0
    met = sum(word.weight * word.met(tokens) for word in asked) / sum(word.weight for word in asked)
    wanted = frozenset().union(*(word.tokens for word in asked))
    other, shared = 0.0, 0.0
    for own in lines:
        weight = max((rarity.weight(one) for one in own if one[-1] == WHOLE), default=0.0)
        if wanted.isdisjoint(own):
            other += weight
        else:
            shared += weight
    said = shared / (other + shared or 1)
    score = met * (1 - OTHER_WORDS * (1 - said))
    return max(score, (met + said) / 2) if both_ways else score


def _own(tokens: Sequence[str], rarity: Rarity) -> frozenset[str]:
    """A word of the other heading. The parts of a place's name say nothing: Koivuranta is no shore."""
    whole = frozenset(one for one in tokens if one[-1] == WHOLE)
    return frozenset(tokens) if all(map(rarity.is_telling, whole)) else whole
