"""A report as both a page and a document draw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.maps import Drawing

from ..mapping import Heat
from ..shapes import Group


@dataclass(frozen=True)
class Quote:
    text: str
    language: str


@dataclass(frozen=True)
class Quotes:
    """Of one theme; ``title`` is empty where there are no themes."""

    title: str
    texts: Sequence[Quote]


@dataclass(frozen=True)
class Map:
    """Squares of places: ``drawing`` is the ground with them on it."""

    heat: Heat
    drawing: Drawing
    note: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """A question, or the profile. ``stats``: names of figures and their values."""

    title: str
    sentences: Sequence[str] = ()
    stats: Sequence[tuple[Any, str]] = ()
    map: Map | None = None
    groups: Sequence[Group] = ()
    quotes: Sequence[Quotes] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """``facts``: what stands on the cover; ``note``: who may see the figures; ``method`` and ``privacy``: paragraphs."""

    title: str
    municipality: str
    made_on: date
    language: str
    facts: Sequence[tuple[str, str]]
    note: str
    questions: Sequence[Part] = ()
    profile: Part | None = None
    method: Sequence[str] = field(default_factory=tuple)
    privacy: Sequence[str] = field(default_factory=tuple)
