"""Words of a running text. Indexing and highlighting must cut alike: change this, and run ``rebuild_search``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Letters and digits; a hyphen, colon or apostrophe stays within a word (liito-orava, EU:n).
_WORD = re.compile(r"[^\W_]+(?:[-‐‑:'’][^\W_]+)*")
_ENDING = re.compile(r":[^\W\d_]{1,5}$")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every word."""
    return (match.span() for match in _WORD.finditer(text))


def words(text: str) -> list[str]:
    """Every word, lower-case, as `normal` gives it."""
    return [normal(text[start:end]) for start, end in spans(text)]


def normal(word: str) -> str:
    """Lower-case, one kind of hyphen, and without an ending after a colon (EU:n → eu)."""
    word = unicodedata.normalize("NFKC", word).lower().replace("‐", "-").replace("‑", "-").replace("’", "'")
    return _ENDING.sub("", word)
