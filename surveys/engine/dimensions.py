"""What a scored survey sums up: dimensions of questions, and the levels that their scores reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .texts import Text


@dataclass(frozen=True, kw_only=True)
class Level:
    """Reached from ``starts`` per cent of what can be got, up to the next level."""

    id: str
    starts: int
    name: Text = field(default_factory=dict)
    advice: Text = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """``questions`` are ids; ``weight`` is the part of the dimension in the total."""

    id: str
    name: Text = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    weight: int = 1
    levels: tuple[Level, ...] = ()


def level_of(levels: Sequence[Level], share: Fraction | None) -> Level | None:
    """The highest level that a share (0–1) reaches; ``None`` for no share, or one below every level."""
    if share is None:
        return None
    reached = [level for level in levels if level.starts <= share * 100]
    return max(reached, key=lambda level: level.starts, default=None)
