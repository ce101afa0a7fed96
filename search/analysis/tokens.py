"""Tokens: pure ASCII, so that no engine's own folding or stemming changes them.

A token is the language, a zero, the escaped word, and one class digit: ``fi0ho1gfors3``. Two different words never
give the same token. Class 0 is kept for filters (`search.entries`).
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import lru_cache

_NORDIC = {"ä": "a1", "å": "a2", "ö": "o1"}
_HEX = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
LONGEST = 60  # characters of a word that count


class Match(IntEnum):
    """How a word of a text can be met: the class digit."""

    TITLE = 1
    TITLE_PART = 2
    TEXT = 3
    TEXT_PART = 4
    FOLDED = 5
    BEGINS = 6


#: How a word that was typed in full is met.
WORDS = (Match.TITLE, Match.TITLE_PART, Match.TEXT, Match.TEXT_PART)
PARTS = (Match.TITLE_PART, Match.TEXT_PART)


@lru_cache(maxsize=20_000)
def escape(word: str) -> str:
    """``ä ö å`` → ``a1 o1 a2``, a digit → 9 and the digit, any other sign → its code between eights."""
    return "".join(_escape(sign) for sign in word[:LONGEST])


def _escape(sign: str) -> str:
    if "a" <= sign <= "z":
        return sign
    if sign in _NORDIC:
        return _NORDIC[sign]
    if sign in "0123456789":
        return f"9{sign}"
    return f"8{f'{ord(sign):x}'.translate(_HEX)}8"


def token(language: str, word: str, match: Match) -> str:
    code = language.lower().replace("-", "")
    return f"{code}0{escape(word)}{match.value}"


def fold(word: str) -> str:
    """As it is typed on a keyboard without the letter: ä → a, é → e."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    return (
        bare.replace("ø", "o")
        .replace("æ", "ae")
        .replace("đ", "d")
        .replace("ŧ", "t")
        .replace("ŋ", "n")
        .replace("ß", "ss")
    )
