"""Reading draft texts: each call costs a fixed number of queries, however long the text is and however many opinions
hang on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet

from participation.moderation.rules import Standing

from ..models import DraftParagraph, DraftVersion, Opinion
from ..queries import Reader, Shown, show, visible_to
from .paragraphs import Kind

BESIDE = 5  # opinions beside the paragraph that is open; the rest have pages of their own


def versions(key: UUID, section: str | None = None) -> list[DraftVersion]:
    """Of a text, or of all texts of a consultation; the newest first. One query."""
    found = DraftVersion.objects.filter(consultation_key=key)
    return list(found if section is None else found.filter(section=section))


def rows_of(version: DraftVersion, language: str) -> list[DraftParagraph]:
    """A version in a language; in the source's where it is not in this. One query."""
    rows = list(version.paragraphs.filter(language__in={language, settings.LANGUAGE_CODE}))
    return [row for row in rows if row.language == language] or rows


def numbers(key: UUID, section: str) -> dict[str, int]:
    """How many public opinions there are by anchor; «» is the text as a whole. One query."""
    return _by_anchor(Opinion.objects.of(key).filter(section=section).public())


def held(key: UUID, section: str) -> dict[str, int]:
    """How many wait for a moderator, likewise. One query."""
    return _by_anchor(Opinion.objects.of(key).filter(section=section, standing=Standing.HELD, removed_at=None))


def _by_anchor(opinions: QuerySet[Opinion]) -> dict[str, int]:
    counted = opinions.order_by().values("anchor").annotate(number=Count("pk"))
    return {row["anchor"]: row["number"] for row in counted}


def opinions_at(key: UUID, section: str, anchor: str, reader: Reader) -> list[Shown]:
    """The newest on a paragraph. Two queries at most."""
    rows = Opinion.objects.of(key).filter(visible_to(reader), section=section, anchor=anchor)
    return show(rows.order_by("-created_at", "-id")[:BESIDE], reader)


def takes(key: UUID, section: str, anchor: str) -> bool:
    """Whether a paragraph is there to be commented: it stands in the newest version. One query."""
    return paragraph(key, section, anchor) is not None


def paragraph(key: UUID, section: str, anchor: str, language: str = settings.LANGUAGE_CODE) -> DraftParagraph | None:
    """As it stands in the newest version, while it does. Two queries."""
    try:
        wanted = UUID(anchor)
    except ValueError:
        return None
    newest = DraftVersion.objects.filter(consultation_key=key, section=section).first()
    if newest is None:
        return None
    rows = newest.paragraphs.filter(anchor=wanted, is_gone=False, language__in={language, settings.LANGUAGE_CODE})
    return max(rows, key=lambda row: row.language == language, default=None)


def labels(key: UUID, anchors: Collection[str]) -> Mapping[str, DraftParagraph]:
    """The paragraphs that opinions are about, as they stood last in the source's language. One query."""
    wanted = {UUID(anchor) for anchor in anchors if anchor}
    if not wanted:
        return {}
    rows = DraftParagraph.objects.filter(
        version__consultation_key=key, anchor__in=wanted, language=settings.LANGUAGE_CODE, is_gone=False
    )
    return {str(row.anchor): row for row in rows.order_by("version__number")}


def headings(found: Iterable[DraftVersion], language: str) -> dict[int, list[DraftParagraph]]:
    """The main headings of versions. One query."""
    rows = DraftParagraph.objects.filter(
        version__in=list(found),
        language__in={language, settings.LANGUAGE_CODE},
        is_gone=False,
        kind=Kind.HEADING,
        label__regex=r"^[0-9]+$",
    )
    by_version: dict[int, dict[str, list[DraftParagraph]]] = {}
    for row in rows:
        by_version.setdefault(row.version_id, {}).setdefault(row.language, []).append(row)
    return {pk: texts.get(language) or texts.get(settings.LANGUAGE_CODE, []) for pk, texts in by_version.items()}
