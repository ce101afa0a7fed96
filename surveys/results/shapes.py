"""What a page shows of the results of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .mapping import Heat


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A bar and a row of a table. ``number`` and ``said`` (the value in words) are empty where they are kept back;
    ``width`` is that of the bar in per cent."""

    label: str
    number: int | None = None
    said: str = ""
    width: int = 0

    @property
    def value(self) -> str:
        return self.said or _("not shown")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Figures that belong together: all of a question, or a row of a matrix. ``total_kept_back``: how many answered
    would give away a figure. ``is_histogram``: the bars follow each other, and one of ``scale`` per
    cent is as long as there is room."""

    title: str = ""
    sentence: str = ""
    figures: Sequence[Figure] = ()
    total_kept_back: bool = False
    is_histogram: bool = False
    scale: int = 100

    @property
    def kept_back(self) -> bool:
        return any(not figure.said for figure in self.figures)


@dataclass(frozen=True, kw_only=True)
class Result:
    """``stats``: names of figures and their values. ``answered`` and ``unanswered`` are ``None`` where they are kept
    back."""

    id: str
    title: str
    kind: str
    sentence: str = ""
    groups: Sequence[Group] = ()
    stats: Sequence[tuple[Any, str]] = field(default_factory=tuple)
    answered: int | None = None
    unanswered: int | None = None
    is_few: bool = False
    is_text: bool = False
    heat: Heat | None = None

    @property
    def kept_back(self) -> bool:
        return any(group.kept_back for group in self.groups)
