"""The beginnings of a heading's words, so that what is being typed meets them: a token for each, without accents.

They belong to no language, and nothing but suggestions asks for them (`search.suggest`)."""

from __future__ import annotations

from .tokens import Match, fold, token
from .words import words

SHORTEST, LONGEST = 2, 10  # letters of a beginning; what is typed beyond is compared with the heading itself
_NO_LANGUAGE = "x"


def beginnings(title: str) -> str:
    """The tokens of every word of a heading, and of the pieces of hyphenated ones."""
    pieces = {piece for word in words(title) for piece in (bare(word), *map(bare, word.split("-")))}
    starts = {piece[:length] for piece in pieces for length in range(SHORTEST, min(len(piece), LONGEST) + 1)}
    return " ".join(token(_NO_LANGUAGE, start, Match.BEGINS) for start in sorted(starts))


def beginning(word: str) -> str | None:
    """The token that meets every heading with a word that begins so; ``None`` for what is too short to tell."""
    start = bare(word)[:LONGEST]
    return token(_NO_LANGUAGE, start, Match.BEGINS) if len(start) >= SHORTEST else None


def bare(word: str) -> str:
    """A lower-case word as it is compared here: without accents and hyphens."""
    return fold(word).replace("-", "").replace("'", "")
