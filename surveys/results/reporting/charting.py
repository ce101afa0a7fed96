"""Bars laid out, so that a page and a picture draw the same: pure. The unit is a pixel of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from ..shapes import Figure

WIDTH = 640
LABELS, VALUES = 240, 150  # the widths of what stands before and after the bars
LETTERS = 33  # of a line of a label
LINE, GAP, THICK, SIZE = 18, 8, 14, 13  # heights of a line and of a bar, the room between rows, the size of letters
SHORT = 15  # bars
ROOM = WIDTH - LABELS - VALUES


@dataclass(frozen=True)
class Line:
    text: str
    y: int  # of its foot


@dataclass(frozen=True)
class Bar:
    """``length`` of the ``ROOM`` there is; ``middle`` of the row from above, ``value`` beside it."""

    lines: Sequence[Line]
    middle: int
    length: int
    value: str

    @property
    def top(self) -> int:
        return self.middle - THICK // 2

    @property
    def foot(self) -> int:
        """Of the value's letters."""
        return self.middle + SIZE // 3 + 1


@dataclass(frozen=True)
class Chart:
    """``words``: what it shows, for whoever does not see it."""

    bars: Sequence[Bar]
    height: int
    words: str

    width = WIDTH
    left, room, thick, size = LABELS, ROOM, THICK, SIZE

    @property
    def is_short(self) -> bool:
        """Whether it and its table stay on one page of paper."""
        return len(self.bars) <= SHORT

    @property
    def right(self) -> int:
        return WIDTH - VALUES + GAP


def chart(figures: Sequence[Figure]) -> Chart:
    bars, top = [], GAP // 2
    for figure in figures:
        lines = wrap(figure.label, LETTERS) or [""]
        height = LINE * len(lines)
        written = [Line(text, top + LINE * place + SIZE) for place, text in enumerate(lines)]
        bars.append(Bar(written, top + height // 2, round(ROOM * min(figure.width, 100) / 100), figure.value))
        top += height + GAP
    return Chart(bars, top - GAP // 2, "; ".join(f"{figure.label}: {figure.value}" for figure in figures))
