"""What a hearing and a comment of Kerrokantasi are here. Pure: JSON goes in, sound values and what was left out come
out."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_default_timezone, is_naive

from accounts.rules import clean_display_name
from core.text import tidy, tidy_line

from ..geojson import sound
from ..rules import LENGTH, MOST_PLACES, NAME_LENGTH, Audience, Naming

SPACE = UUID("0a6a7a7e-64c4-4d5c-9d7b-2f0b8f3a5f11")
SUMMARY, TITLE, HEADING = 300, 255, 160  # characters that fit
KINDS = {"main": "main", "part": "part", "scenario": "alternative", "closure-info": "report"}
AUDIENCES = {
    "open": Audience.OPEN,
    "registered": Audience.ACCOUNT,
    "strong": Audience.STRONG,
    "none": Audience.NONE,
}
SHAPES = {"Point": 0, "LineString": 1, "Polygon": 2}
_EMBEDDED = re.compile(r"<(img|iframe|video|audio|object|embed|script|figure)\b", re.I)

#: What ends a line of text, and every tag of HTML: «a<b ja c>d» has none, so nothing else is taken for one.
_BREAK = re.compile(r"<br\b[^<>]*>|</(?:p|div|li|h[1-6]|tr|blockquote)\s*>", re.I)
_SPACED = r"(?=\s*/?>|\s+[\w:-]+\s*=|\s+/>)[^<>]*>"
_TAG = re.compile(
    r"<!--.*?-->|</?(?:a|abbr|article|audio|b|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|div|dl|dt|em"
    r"|embed|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|li|mark|object|ol|p|pre|q|s|script|section|small|source"
    r"|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|video|wbr)" + _SPACED,
    re.I | re.S,
)


class UnfitError(Exception):
    """It cannot be brought in: ``code`` of `words.REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Left:
    """Something that was left out or changed: ``code`` of `words.REASONS`, and how many, or which."""

    code: str
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What is known of the municipality. ``themes`` and ``areas``: ids by name in every language, case-folded."""

    site_id: int
    now: datetime
    languages: Sequence[str]
    themes: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)
    names: Sequence[str] = ()

    def key(self, kind: str, name: object) -> UUID:
        """The same thing brought in twice has the same key."""
        return uuid5(SPACE, f"{self.site_id} {kind} {name}")


@dataclass(frozen=True, kw_only=True)
class Section:
    key: UUID
    kind: str
    audience: str
    titles: Mapping[str, str]
    texts: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """``languages``: those that it has words in, the municipality's main language first."""

    id: str
    key: UUID
    languages: Sequence[str]
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    slug: str
    opens_at: datetime
    closes_at: datetime
    created_at: datetime
    is_public: bool
    unit: str
    place: str
    themes: Sequence[int]
    area: int | None
    contacts: Mapping[str, Sequence[Mapping[str, str]]]
    sections: Sequence[Section]
    left: Sequence[Left]


@dataclass(frozen=True, kw_only=True)
class Comment:
    key: UUID
    section: str
    created_at: datetime
    language: str
    body: str
    place: dict[str, Any] | None
    name: str
    organisation: str
    agreed: int
    left: Sequence[Left]

    @property
    def naming(self) -> str:
        return Naming.ALIAS if self.name else Naming.HIDDEN


def said(value: Any, languages: Sequence[str]) -> dict[str, str]:
    """Words by language; what is one string is in the main language."""
    if isinstance(value, str):
        value = {languages[0]: value}
    if not isinstance(value, Mapping):
        return {}
    return {code: text for code in languages if (text := str(value.get(code) or "").strip())}


def plain(text: str) -> str:
    """Its words without markup, a line for each paragraph, not tidied."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def is_public(sent: Mapping[str, Any]) -> bool:
    return not sent.get("deleted") and sent.get("published", True) is not False


def moment(value: Any) -> datetime | None:
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found.replace(tzinfo=get_default_timezone()) if found and is_naive(found) else found


def hearing_of(sent: Any, more_sections: Sequence[Any], ground: Ground) -> Hearing:
    """``more_sections``: those that the dump lists apart. Raises UnfitError."""
    if not isinstance(sent, Mapping) or not sent.get("id"):
        raise UnfitError("no_id")
    if sent.get("deleted"):
        raise UnfitError("deleted")
    left: list[Left] = []
    titles = {code: tidy_line(plain(text))[:TITLE] for code, text in said(sent.get("title"), ground.languages).items()}
    if not titles:
        raise UnfitError("no_title")
    opens_at, closes_at = moment(sent.get("open_at")), moment(sent.get("close_at"))
    if opens_at is None or closes_at is None or opens_at >= closes_at:
        raise UnfitError("no_time")
    is_over = closes_at <= ground.now
    if not is_over:
        left.append(Left("still_open"))
    listed: Any = sent.get("sections") if isinstance(sent.get("sections"), list) else []
    found = {str(one.get("id")): one for one in [*listed, *more_sections] if isinstance(one, Mapping)}
    by_id = {id_: one for id_, one in found.items() if is_public(one)}
    sections = [_section(one, ground, left) for one in by_id.values()]
    main = next((one for one in by_id.values() if one.get("type") == "main"), {})
    languages = [code for code in ground.languages if code in titles]
    left += [Left("language", code) for code in _others(sent.get("title"), ground.languages)]
    left += [Left(code) for code in ("project", "main_image", "servicemap_url") if sent.get(code)]
    return Hearing(
        id=str(sent["id"]),
        key=ground.key("hearing", sent["id"]),
        languages=languages,
        titles=titles,
        summaries=_summaries(sent.get("abstract") or main.get("abstract"), ground, left),
        slug=str(sent.get("slug") or ""),
        opens_at=opens_at,
        closes_at=closes_at,
        created_at=moment(sent.get("created_at")) or opens_at,
        is_public=is_over and sent.get("published", True) is not False,
        unit=_name(sent.get("organization"), ground)[:120],
        place=_layer(sent.get("geojson"), left),
        themes=_known(sent.get("labels"), "label", ground.themes, "theme", ground, left),
        area=next(iter(_known([sent.get("borough")], "", ground.areas, "area", ground, left)), None),
        contacts=_contacts(sent.get("contact_persons"), ground),
        sections=sections,
        left=left,
    )


def _others(value: Any, languages: Sequence[str]) -> list[str]:
    if not isinstance(value, Mapping):
        return []
    return [str(code) for code, text in value.items() if text and code not in languages]


def _name(value: Any, ground: Ground) -> str:
    if isinstance(value, Mapping):
        value = value.get("name", value)
    return next(iter(said(value, ground.languages).values()), "")


def _summaries(value: Any, ground: Ground, left: list[Left]) -> dict[str, str]:
    whole = {code: tidy_line(plain(text)) for code, text in said(value, ground.languages).items()}
    if any(len(text) > SUMMARY for text in whole.values()):
        left.append(Left("summary_cut"))
    return {code: _cut(text, SUMMARY) for code, text in whole.items()}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def _section(sent: Mapping[str, Any], ground: Ground, left: list[Left]) -> Section:
    kind = KINDS.get(str(sent.get("type")))
    if kind is None:
        left.append(Left("section_type", str(sent.get("type"))))
    names = {code: tidy_line(plain(text)) for code, text in said(sent.get("title"), ground.languages).items()}
    abstracts = said(sent.get("abstract"), ground.languages) if kind != "main" else {}
    texts = {
        code: f"{_paragraph(abstracts.get(code, ''))}{text}"
        for code, text in {**dict.fromkeys(abstracts, ""), **said(sent.get("content"), ground.languages)}.items()
    }
    for code in ("images", "files", "questions"):
        if isinstance(sent.get(code), list) and sent[code]:
            left.append(Left(code, str(len(sent[code]))))
    if sent.get("plugin_identifier"):
        left.append(Left("plugin", str(sent["plugin_identifier"])))
    if embedded := sum(len(_EMBEDDED.findall(text)) for text in texts.values()):
        left.append(Left("embedded", str(embedded)))
    return Section(
        key=ground.key("section", sent.get("id")),
        kind=kind or "part",
        audience=AUDIENCES.get(str(sent.get("commenting") or "open"), Audience.OPEN),
        titles={code: _cut(name, HEADING) for code, name in names.items()},
        texts=texts,
    )


def _paragraph(text: str) -> str:
    return text if text.lstrip().startswith("<") or not text else f"<p>{text}</p>"


def _layer(value: Any, left: list[Left]) -> str:
    if not value:
        return ""
    try:
        return sound(json.dumps(value))
    except ValidationError:
        left.append(Left("geojson"))
        return ""


def _known(values: Any, name: str, known: Mapping[str, int], code: str, ground: Ground, left: list[Left]) -> list[int]:
    found: list[int] = []
    for value in values if isinstance(values, list) else []:
        inner = value.get(name) if name and isinstance(value, Mapping) else value
        words = said(inner, ground.languages)
        ids = [known[text.casefold()] for text in words.values() if text.casefold() in known]
        if ids:
            found += ids[:1]
        elif words:
            left.append(Left(code, next(iter(words.values()))))
    return list(dict.fromkeys(found))


def _contacts(values: Any, ground: Ground) -> dict[str, list[dict[str, str]]]:
    """Staff, as their cards say."""
    found: dict[str, list[dict[str, str]]] = {}
    for code in ground.languages:
        found[code] = [
            {
                "name": tidy_line(str(one.get("name") or ""))[:120],
                "role": next(iter(said(one.get("title"), [code, *ground.languages]).values()), "")[:160],
                "phone": tidy_line(str(one.get("phone") or ""))[:40],
                "email": _email(one.get("email")),
            }
            for one in (values if isinstance(values, list) else [])
            if isinstance(one, Mapping) and one.get("name")
        ]
    return found


def _email(value: Any) -> str:
    try:
        validate_email(value or "")
    except ValidationError:
        return ""
    return str(value)


def comment_of(sent: Any, ground: Ground) -> Comment:
    """Raises UnfitError."""
    if not isinstance(sent, Mapping) or not sent.get("id"):
        raise UnfitError("no_id")
    if not is_public(sent):
        raise UnfitError("deleted")
    left: list[Left] = []
    at = moment(sent.get("created_at"))
    if at is None or at > ground.now:
        raise UnfitError("no_time")
    words = [tidy(plain(str(sent.get(name) or ""))) for name in ("content", "map_comment_text")]
    body, place = "\n\n".join(filter(None, words)), _geometry(sent.get("geojson"), left)
    if not body and place is None:
        raise UnfitError("empty")
    if len(body) > LENGTH:
        raise UnfitError("too_long")
    language = str(sent.get("language_code") or "")
    left += [Left(code) for code in ("images", "answers", "label") if sent.get(code)]
    left += [Left("reply")] if sent.get("comment") else []
    votes = sent.get("n_votes")
    return Comment(
        key=ground.key("comment", sent["id"]),
        section=str(sent.get("section") or ""),
        created_at=at,
        language=language if language in ground.languages else ground.languages[0],
        body=body,
        place=place,
        name=_alias(sent.get("author_name"), ground, left),
        organisation=tidy_line(str(sent.get("organization") or ""))[:NAME_LENGTH],
        agreed=votes if isinstance(votes, int) and 0 < votes < 10_000_000 else 0,
        left=left,
    )


def _alias(value: Any, ground: Ground, left: list[Left]) -> str:
    """By the rules of names here; one that will not do is hidden."""
    if not (text := tidy_line(str(value or ""))):
        return ""
    try:
        return clean_display_name(text, ground.names)
    except ValidationError:
        left.append(Left("name"))
        return ""


def _geometry(value: Any, left: list[Left]) -> dict[str, Any] | None:
    """A point, a line or the outer edge of an area, as the map here draws it."""
    if not value:
        return None
    try:
        shape = _first(value)
        depth = SHAPES[shape["type"]]
        rows = [shape["coordinates"]] if depth == 0 else shape["coordinates"]
        points = [[round(float(at[0]), 6), round(float(at[1]), 6)] for at in (rows[0] if depth == 2 else rows)]
        if not 0 < len(points) <= MOST_PLACES or not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in points):
            raise ValueError
    except (ValueError, TypeError, KeyError, IndexError, StopIteration):
        left.append(Left("geojson"))
        return None
    kept: Any = points[0] if depth == 0 else points if depth == 1 else [points]
    return {"type": shape["type"], "coordinates": kept}


def _first(value: Any) -> Any:
    if value["type"] == "FeatureCollection":
        return _first(value["features"][0])
    return value["geometry"] if value["type"] == "Feature" else value
