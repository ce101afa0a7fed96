"""How much a word of a heading tells: little when many headings have it.

Learnt from the newest headings of some kinds in a municipality. Where there are so many that some more change nothing, what
was learnt is kept in the process for a while."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from municipality.models import Area, MunicipalitySettings

from .analysis import analyser, forms
from .analysis.tokens import Match, token
from .analysis.words import words
from .engines import Expression, engine
from .entries import filter_token
from .rows import read
from .similar_words import ASKING

SAMPLE = 2000  # headings
KEPT = 10 * 60  # seconds
MOST_KEPT = 50  # samples
FEWEST = 50  # headings that there are at least, reckoned with: of very few nothing can be learnt
COMMON = 4  # headings of a sample: of 100 000, 200 have the word
OF_NONE = 0.6  # of the weight of a word that no heading has: no other can be like it by that
OF_A_PLACE, OF_ASKING = 0.5, 0.25  # of a word's weight: «Harjula» and «new» make two matters alike less than «bench»


@dataclass(frozen=True)
class Rarity:
    """``counts``: in how many of ``number`` headings each word stands, alone or in a compound. Words are tokens without
    their class."""

    number: int
    counts: Counter[str]
    places: frozenset[str]
    made: float = field(default_factory=time.monotonic)

    def weight(self, token: str) -> float:
        """Of a word in its dictionary form, by any of its tokens. Above 0."""
        word = token[:-1]
        met = self.counts[word]
        weight = math.log(1 + max(self.number, FEWEST) / (met + 1)) * (1 if met else OF_NONE)
        if word in ASKING:
            return weight * OF_ASKING
        return weight * OF_A_PLACE if word in self.places else weight

    def is_telling(self, token: str) -> bool:
        """Whether it says what the matter is, rather than where, or that something is asked for."""
        return token[:-1] not in ASKING and token[:-1] not in self.places

    def is_common(self, tokens: Iterable[str]) -> bool:
        """Whether so many headings have one of them that a list of candidates may not hold them all."""
        return self.number >= SAMPLE and sum(self.counts[word] for word in {one[:-1] for one in tokens}) > COMMON


_kept: dict[tuple[int, frozenset[str], str], Rarity] = {}


def learnt(site_id: int, kinds: Collection[str], language: str = "") -> Rarity:
    """Of headings in one language, or in any. Four queries, or none while it is kept."""
    key = site_id, frozenset(kinds), language
    known = _kept.get(key)
    if known is not None and time.monotonic() - known.made < KEPT:
        return known
    groups = [{filter_token("s", site_id)}, {filter_token("l", language)} if language else None]
    groups.append({filter_token("k", kind) for kind in kinds})
    newest = engine().newest([Expression(tuple(frozenset(group) for group in groups if group))], SAMPLE)[0]
    sample = [{one[:-1] for one in tokens.split()} for _row_id, tokens in read("title_tokens", newest)]
    found = Rarity(len(sample), Counter(one for tokens in sample for one in tokens), _places(site_id))
    if len(sample) == SAMPLE:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = found
    return found


def _places(site_id: int) -> frozenset[str]:
    """The names of the municipality and of its areas."""
    towns = MunicipalitySettings.objects.filter(site_id=site_id).values_list("names", flat=True)
    areas = Area.objects.filter(site_id=site_id).values_list("names", flat=True)
    names = [pair for known in (*towns, *areas) for pair in known.items()]
    return frozenset(bare for code, name in names for word in words(name) for bare in _bare(code, word))


def _bare(language: str, word: str) -> frozenset[str]:
    if word in analyser(language).stop_words:
        return frozenset()
    return frozenset(token(language, form, Match.TITLE)[:-1] for form in forms(language, word).whole)
