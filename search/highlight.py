"""Marks the words that a query met. Reads the stored tokens; nothing is analysed anew."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .analysis.words import spans

LENGTH = 240  # characters of a snippet
BEFORE = 60  # of them before the first marked word
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")

Span = tuple[int, int]


def met(text: str, tokens: str, wanted: frozenset[str]) -> list[Span]:
    """Where the words stand whose tokens are wanted."""
    lines = tokens.split("\n")
    return [span for span, line in zip(spans(text), lines, strict=False) if not wanted.isdisjoint(line.split())]


def marked(text: str, tokens: str, wanted: frozenset[str]) -> SafeString:
    """The whole text, escaped, its met words in ``<mark>``."""
    return _html(text, met(text, tokens, wanted), 0, len(text))


def snippet(text: str, tokens: str, wanted: frozenset[str]) -> SafeString:
    """The stretch of a text with most met words, escaped and marked; its beginning when none is met."""
    found = met(text, tokens, wanted)
    start = _start(text, _densest(found))
    end = _end(text, start)
    html = _html(text, found, start, end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(f"{before}{html}{after}")  # noqa: S308  escaped in _html


def _densest(found: Sequence[Span]) -> int | None:
    """Where the first word of the best stretch begins."""
    best, most = None, 0
    for number, (start, _end) in enumerate(found):
        within = sum(end <= start + LENGTH - BEFORE for _start, end in found[number : number + 20])
        if within > most:
            best, most = start, within
    return best


def _start(text: str, word: int | None) -> int:
    """The beginning of the sentence when it is near, else of a word; earlier when the text ends soon."""
    word = min(word or 0, len(text) - LENGTH + BEFORE)
    if word <= BEFORE:
        return 0
    near = [match.end() for match in _SENTENCE.finditer(text, word - BEFORE, word)]
    if near:
        return near[-1]
    gap = text.find(" ", word - BEFORE, word)
    return word if gap < 0 else gap + 1


def _end(text: str, start: int) -> int:
    if len(text) - start <= LENGTH:
        return len(text)
    gap = text.rfind(" ", start, start + LENGTH)
    return start + LENGTH if gap <= start else gap


def _html(text: str, found: Sequence[Span], start: int, end: int) -> SafeString:
    pieces, place = [], start
    for first, last in found:
        if first < start or last > end:
            continue
        pieces += [escape(text[place:first]), f"<mark>{escape(text[first:last])}</mark>"]
        place = last
    pieces.append(escape(text[place:end]))
    return mark_safe(" ".join("".join(pieces).split()))  # noqa: S308  escaped above
