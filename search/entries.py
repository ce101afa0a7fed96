"""From a document to its row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b

from django.utils import timezone

from core.text import tidy, tidy_line

from .analysis import VERSION, lines
from .analysis.beginnings import beginnings
from .models import Entry
from .registry import Document

TEXT_LENGTH = 200_000  # characters of a text that are kept and can be found
OBJECT_BITS = 32
OBJECT_MASK = (1 << OBJECT_BITS) - 1
VERSIONS = 32  # kinds and languages of things with one object_id that may share a minute
MINUTE_AT = OBJECT_BITS + 5


def thing(document: Document) -> tuple[str, int]:
    return document.kind, document.object_id


def identity(document: Document) -> int:
    """The row's id: the minute of publishing, five bits of the kind and the language, and 32 of ``object_id``.

    Newer things have greater ids, so every engine gives the newest first by walking its index backwards; and it can
    say which objects it met without reading their rows. Raises ValueError for an ``object_id`` of more than 32 bits."""
    if not 0 <= document.object_id <= OBJECT_MASK:
        raise ValueError(f"object_id out of range: {document.object_id}")
    version = blake2b(f"{document.kind}/{document.language}".encode(), digest_size=1).digest()[0] % VERSIONS
    return first_identity(document.created) | version << OBJECT_BITS | document.object_id


def another_identity(entry_id: int) -> int:
    """The next of the 32 ids that a row of this minute and ``object_id`` may have."""
    version = (entry_id >> OBJECT_BITS) % VERSIONS
    return entry_id + (((version + 1) % VERSIONS - version) << OBJECT_BITS)


def every_identity(entry_id: int) -> list[int]:
    """All 32 of them."""
    found = [entry_id]
    while len(found) < VERSIONS:
        found.append(another_identity(found[-1]))
    return found


def first_identity(moment: datetime) -> int:
    """The least id of what was published at or after this minute."""
    return max(0, int(moment.timestamp()) // 60) << MINUTE_AT


def filter_token(letter: str, value: object) -> str:
    """What a row is narrowed by: ``s`` municipality, ``k`` kind, ``l`` language, ``t`` theme, ``a`` area, ``p`` project, ``o`` whether
    it is open now (``closed`` once it has been). Class 0, which no word has."""
    return f"{letter}{''.join(filter(str.isalnum, str(value).lower()))}0"


OPEN, CLOSED = filter_token("o", "open"), filter_token("o", "closed")


def standing(opens: datetime | None, closes: datetime | None, now: datetime) -> tuple[str, datetime | None]:
    """Whether one can take part now, as a filter, and when that changes. Nothing of what one cannot take part in, or
    not yet."""
    if opens is None and closes is None:
        return "", None
    if closes is not None and closes <= now:
        return CLOSED, None
    return ("", opens) if opens is not None and opens > now else (OPEN, closes)


def filters_of(document: Document, now: datetime) -> str:
    tokens = [
        filter_token("s", document.site_id),
        filter_token("k", document.kind),
        filter_token("l", document.language),
        *(filter_token("t", theme_id) for theme_id in sorted(set(document.theme_ids))[:20]),
        filter_token("a", document.area_id) if document.area_id else "",
        filter_token("p", document.project_key.hex) if document.project_key else "",
        standing(document.opens, document.closes, now)[0],
    ]
    return " ".join(filter(None, tokens))


def entries_of(documents: Iterable[Document]) -> list[Entry]:
    return [_entry_of(document) for document in documents]


def _entry_of(document: Document) -> Entry:
    now = timezone.now()
    title = tidy_line(document.title)[: Entry._meta.get_field("title").max_length]
    text = tidy(document.text[:TEXT_LENGTH])
    return Entry(
        id=identity(document),
        site_id=document.site_id,
        kind=document.kind,
        object_id=document.object_id,
        language=document.language,
        created=document.created,
        filters=filters_of(document, now),
        key=document.key,
        path=document.path,
        title=title,
        text=text,
        title_tokens=lines(title, document.language, title=True) if document.own_title else "",
        text_tokens=lines(text, document.language, title=False),
        begins=beginnings(title) if document.own_title else "",
        version=VERSION,
        opens=document.opens,
        closes=document.closes,
        turns=standing(document.opens, document.closes, now)[1],
        lat=document.place[0] if document.place else None,
        lon=document.place[1] if document.place else None,
    )


def published(entry_id: int) -> int:
    """The minute of publishing, counted from 1970."""
    return entry_id >> MINUTE_AT
