"""How well a row answers a query: the same arithmetic whatever the engine.

A word in the heading counts more than one in the text, the word itself more than a part of a compound; a heading that
says little else, a new row and what one can take part in now get a little more; what is over gets less.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from .analysis import Term
from .analysis.tokens import Match
from .entries import CLOSED, OPEN, published

IN_TITLE = 0.8
PART_IN_TITLE = 0.6
IN_TEXT = 0.4
PART_IN_TEXT = 0.2
WHOLE_TITLE = 0.1  # the heading has no other word
NEW = 0.1  # published now; half of it after a year
HALF_LIFE = 365.0  # days
OPEN_NOW = 0.05  # one can take part in it now
OVER = -0.1  # one no longer can
NOT_AS_TYPED = 0.18  # of the score: below everything that has the words as they were typed


class Ranking:
    """Scores rows for one query at one moment."""

    def __init__(self, terms: Sequence[Term], now: datetime) -> None:
        self._places = [(term.of(Match.TITLE, Match.FOLDED), term.of(Match.TITLE_PART)) for term in terms]
        self._minutes_now = now.timestamp() / 60

    def score(
        self, entry_id: int, title_tokens: str, whole_in_text: bool, *, as_typed: bool = True, filters: str = ""
    ) -> float:
        """``whole_in_text``: every word of the query stands in the row as a word of its own. ``as_typed``: every word
        is in the row as it was typed, not one that it may stand for."""
        tokens = title_tokens.split()
        elsewhere = IN_TEXT if whole_in_text else PART_IN_TEXT
        said, in_title = 0.0, 0
        for whole, part in self._places:
            place = elsewhere
            if not whole.isdisjoint(tokens):
                place = IN_TITLE
            elif not part.isdisjoint(tokens):
                place = PART_IN_TITLE
            said += place
            in_title += place > elsewhere
        full = WHOLE_TITLE * min(1.0, in_title / (title_tokens.count("\n") + 1)) if in_title else 0.0
        age = max(0.0, (self._minutes_now - published(entry_id)) / (60 * 24))
        standing = OPEN_NOW if OPEN in filters else OVER if CLOSED in filters else 0
        score = max(0.01, said / len(self._places) + full + NEW * 0.5 ** (age / HALF_LIFE) + standing)
        return round(score if as_typed else NOT_AS_TYPED * score, 4)
