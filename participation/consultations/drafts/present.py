"""What the page of a draft text shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from ..models import DraftParagraph
from .changes import Change, Row
from .paragraphs import Kind

MOST_LEVELS = 4  # of headings: what is deeper looks alike
_BETWEEN = "<!--/-->"


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A paragraph on the page. ``id``: its place there; ``number``: of public opinions; ``level``: of the heading as
    the page has it; ``joined`` and ``parted``: the clauses where its words are, or were."""

    row: DraftParagraph
    id: str
    html: SafeString
    number: int
    level: int
    is_chosen: bool
    lang: str
    joined: DraftParagraph | None = None
    parted: DraftParagraph | None = None

    @property
    def anchor(self) -> str:
        return str(self.row.anchor or "")

    @property
    def is_numbered(self) -> bool:
        """Whether its label stands before it: headings may have numbers in their own words."""
        return bool(self.row.label) and not (self.level and self.row.text[:1].isdecimal())

    @property
    def is_shown(self) -> bool:
        """What is gone is shown where opinions hang on it."""
        return not self.row.is_gone or self.number > 0 or self.is_chosen


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A main heading, for the list of contents. ``number``: of opinions on all that stands under it."""

    id: str
    title: str
    lang: str
    number: int


def place_id(anchor: Any) -> str:
    return f"p-{anchor}"


def clauses_of(rows: Sequence[DraftParagraph], numbers: Mapping[str, int], chosen: str, language: str) -> list[Clause]:
    """``language``: of the page. The links of all of them are looked up together."""
    by_anchor = {row.anchor: row for row in rows if row.anchor and not row.is_gone}
    expanded = _expanded(rows)
    top = _top(rows)
    return [
        Clause(
            row=row,
            id=place_id(row.anchor or f"n{row.position}"),
            html=html,
            number=numbers.get(str(row.anchor), 0),
            level=min(2 + row.level - top, MOST_LEVELS) if row.kind == Kind.HEADING else 0,
            is_chosen=bool(chosen) and str(row.anchor) == chosen,
            lang=lang_of(row, language),
            joined=by_anchor.get(row.joined) if row.joined else None,
            parted=by_anchor.get(row.parted) if row.parted and not row.is_gone else None,
        )
        for row, html in zip(rows, expanded, strict=True)
    ]


def lang_of(row: DraftParagraph, language: str) -> str:
    """Of the words, when it is not the language around them."""
    own = settings.LANGUAGE_CODE if row.foreign else row.language
    return "" if own == language else own


def _top(rows: Iterable[DraftParagraph]) -> int:
    return min((row.level for row in rows if row.kind == Kind.HEADING), default=1)


def _expanded(rows: Sequence[DraftParagraph]) -> list[SafeString]:
    """What is stored is Wagtail's rich text, which its editor has cleaned."""
    whole = expand_db_html(_BETWEEN.join(row.html or escape(row.text) for row in rows))
    return [mark_safe(part) for part in whole.split(_BETWEEN)] if rows else []  # noqa: S308


def chapters_of(clauses: Sequence[Clause]) -> list[Chapter]:
    found: list[Chapter] = []
    for clause in clauses:
        if clause.level == 2 and not clause.row.is_gone:
            found.append(Chapter(id=clause.id, title=clause.row.text, lang=clause.lang, number=0))
        if found:
            found[-1] = replace(found[-1], number=found[-1].number + clause.number)
    return found


@dataclass(frozen=True, kw_only=True)
class Run:
    """Rows of a comparison: those that have changed one by one, those between them that have not together."""

    unchanged: bool
    rows: list[Row]


def runs_of(rows: Sequence[Row]) -> list[Run]:
    found: list[Run] = []
    for row in rows:
        if not found or found[-1].unchanged != row.is_unchanged:
            found.append(Run(unchanged=row.is_unchanged, rows=[]))
        found[-1].rows.append(row)
    return found


def counted(rows: Iterable[Row]) -> dict[str, int]:
    """How many paragraphs were changed, added, removed and moved."""
    found = list(rows)
    kinds = {"changed": Change.CHANGED, "added": Change.ADDED, "removed": Change.REMOVED, "looks": Change.LOOKS}
    numbers = {name: sum(row.change == kind for row in found) for name, kind in kinds.items()}
    return numbers | {"moved": sum(row.moved for row in found)}
