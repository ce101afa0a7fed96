"""Words of a running text. Indexing and highlighting must cut alike: with a change here `analysis.VERSION` rises."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_HYPHENS = "-‐‑–−"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # where a line may break or may not, and how letters join
_BLANK = "[ \u00a0\u2009\u202f]"
# 80 000, but no telephone number (014 555 0141).
_THOUSANDS = rf"(?<![^\W_])(?<!\d{_BLANK})[1-9]\d{{0,2}}(?:{_BLANK}\d{{3}})+(?!{_BLANK}?\d)(?![^\W_])"
_RANGE = rf"(?<=\d){_BLANK}[{_HYPHENS}]{_BLANK}(?=\d)"
# Letters and digits; a hyphen, colon or apostrophe stays within a word (liito-orava, EU:n, 12–16).
_PIECE = rf"(?:{_THOUSANDS}|[^\W_]+)"
_JOINT = rf"(?:[{_INVISIBLE}]*[{_HYPHENS}:'’][{_INVISIBLE}]*|[{_INVISIBLE}]+|{_RANGE})"
_WORD = re.compile(rf"{_PIECE}(?:{_JOINT}{_PIECE})*")
_WRITTEN_APART = re.compile(rf"{_THOUSANDS}|{_RANGE}")
_MAY_BE_APART = re.compile(rf"\d{_BLANK}[{_HYPHENS}\d]")
_ENDING = re.compile(r":[^\W\d_]{1,5}$")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every word."""
    return (match.span() for match in _WORD.finditer(text))


def words(text: str) -> list[str]:
    """Every word, lower-case, as `normal` gives it."""
    return [normal(text[start:end]) for start, end in spans(text)]


def normal(word: str) -> str:
    """Lower-case, `even`, and without an ending after a colon (EU:n → eu)."""
    return _ENDING.sub("", even(word).lower())


def even(text: str) -> str:
    """With one kind of hyphen, dash and apostrophe, no sign that does not show, and numbers written together
    (80 000 → 80000, 12 – 16 → 12-16)."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    for sign in _HYPHENS[1:]:
        text = text.replace(sign, "-")
    for sign in _INVISIBLE:
        text = text.replace(sign, "")
    if _MAY_BE_APART.search(text) is None:
        return text
    return _WRITTEN_APART.sub(lambda match: match[0].replace(" ", ""), text)
