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
HALF_LIFE = 365.0 * 24 * 60  # minutes
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
        elsewhere = IN_TEXT if whole_in_text else PART_IN_TEXT
        tokens = title_tokens.split()
        said, in_title = 0.0, 0
        for whole, part in self._places:
            if not whole.isdisjoint(tokens):
                said += IN_TITLE
                in_title += 1
            elif not part.isdisjoint(tokens):
                said += PART_IN_TITLE
                in_title += 1
            else:
                said += elsewhere
        score = said / len(self._places)
        if in_title:
            score += WHOLE_TITLE * min(1.0, in_title / (title_tokens.count("\n") + 1))
        age = self._minutes_now - published(entry_id)
        score += NEW * 0.5 ** (age / HALF_LIFE) if age > 0 else NEW
        if OPEN in filters:
            score += OPEN_NOW
        elif CLOSED in filters:
            score += OVER
        score = max(0.01, score)
        return round(score if as_typed else NOT_AS_TYPED * score, 4)
