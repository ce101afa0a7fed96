"""A draft text as the consultation's own page shows it: what it is about, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import queries
from .present import Chapter, lang_of, place_id

if TYPE_CHECKING:
    from ..models import DraftVersion
    from ..queries import Consultation


@dataclass(frozen=True, kw_only=True)
class Summary:
    """``changes_url``: of what the newest version changed; empty for the first."""

    version: DraftVersion
    headings: Sequence[Chapter]
    url: str
    changes_url: str


def summaries(found: Consultation) -> dict[str, Summary]:
    """By section; none for what has not been published yet. Two queries where there are draft texts at all."""
    page = found.page
    wanted = {block.id for block in page.sections if block.block_type == "draft"}
    if not wanted:
        return {}
    newest: dict[str, DraftVersion] = {}
    for version in queries.versions(found.key):
        if version.section in wanted:
            newest.setdefault(version.section, version)
    language = page.content_language
    headings = queries.headings(newest.values(), language)
    return {
        section: Summary(
            version=version,
            headings=[
                Chapter(id=place_id(row.anchor), title=row.text, lang=lang_of(row, language), number=0)
                for row in headings.get(version.pk, [])
                if row.anchor
            ],
            url=address(found, "draft", section),
            changes_url=address(found, "draft_changes", section) if version.number > 1 else "",
        )
        for section, version in newest.items()
    }


def address(found: Consultation, route: str, section: str) -> str:
    return f"{found.page.url or ''}{found.page.reverse_subpage(route, args=[section])}"
