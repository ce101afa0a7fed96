"""When a row of a table will do as a proposal. Pure: a row and what is known of the municipality go in, a sound
proposal or what is wrong comes out. What is asked is what the form asks of a resident, as far as it is known of old."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.rules import LONGEST, clean_display_name
from core.refusal import Refusal
from core.text import tidy, tidy_line

from ..rules import BODY_LENGTH, TITLE_LENGTH

COLUMNS = ("title", "body", "language", "author", "created", "theme", "lat", "lon", "supports")
REQUIRED = ("title", "body", "created")
EARLIEST = 1970
MOST_SUPPORTS = 10_000_000
IMPORTS = frozenset({Role.ADMINISTRATOR})
_NAMESPACE = UUID("6b1d0f7e-5c0a-5d0e-9a52-6f8f0c6d2a11")
_FINNISH = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(?:klo|kl\.?)?\s*(\d{1,2})[.:](\d{2})(?:[.:](\d{2})(?:[.,]\d+)?)?)?"
)
_NUMBER = re.compile(r"[-+−]?\d{1,3}(?:[.,]\d+)?")
_COUNT = re.compile(r"(\d+)(?:[.,]0+)?")


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What rows are judged by. ``themes``: ids by name in every language and by slug, case-folded. ``names``: the
    municipality's own. ``bounds``: west, south, east, north in degrees: where a place may be."""

    project_key: UUID
    now: datetime
    zone: tzinfo
    languages: Sequence[str]
    language: str
    themes: Mapping[str, int] = field(default_factory=dict)
    names: Sequence[str] = ()
    bounds: tuple[float, float, float, float] = (-180, -90, 180, 90)


@dataclass(frozen=True, kw_only=True)
class Sound:
    """A row that will do. ``key`` is the same for the same row of any file, in any order."""

    line: int
    key: UUID
    title: str
    body: str
    language: str
    author: str
    created: datetime
    theme_id: int | None
    lat: float | None
    lon: float | None
    supports: int


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something wrong with a row: a code of `words` and what its words tell."""

    line: int
    column: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


class _WrongError(Exception):
    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def why_not_import(roles: frozenset[Role]) -> Refusal | None:
    if roles & IMPORTS:
        return None
    return Refusal("role", _("Only an administrator of the municipality can bring in proposals."))


def judge(line: int, values: Mapping[str, str], ground: Ground) -> Sound | list[Problem]:
    """The proposal in a row, or everything that is wrong with it."""
    problems: list[Problem] = []
    found: dict[str, Any] = {}
    for column, read in _READERS.items():
        try:
            found[column] = read(values.get(column, ""), ground)
        except _WrongError as wrong:
            problems.append(Problem(line=line, column=column, code=wrong.code, params=wrong.params))
    try:
        found["lat"], found["lon"] = _place(values.get("lat", ""), values.get("lon", ""), ground)
    except _WrongError as wrong:
        problems.append(Problem(line=line, column="lat", code=wrong.code, params=wrong.params))
    if problems:
        return problems
    found["theme_id"] = found.pop("theme")
    return Sound(line=line, key=key_of(ground.project_key, found), **found)


def key_of(project_key: UUID, found: Mapping[str, Any]) -> UUID:
    """Title, text, author and date make a row the one it is: what else has been changed in the file, and where the row
    stands, does not matter."""
    moment = found["created"].astimezone(UTC).isoformat()
    parts = [str(project_key), found["title"], found["body"], found["author"], moment]
    return uuid5(_NAMESPACE, "\x1f".join(parts))


def _within(text: str, limits: tuple[int, int]) -> str:
    if not text:
        raise _WrongError("missing")
    shortest, longest = limits
    if len(text) < shortest:
        raise _WrongError("short", length=len(text), limit=shortest)
    if len(text) > longest:
        raise _WrongError("long", length=len(text), limit=longest)
    return text


def _title(text: str, ground: Ground) -> str:
    return _within(tidy_line(text), TITLE_LENGTH)


def _body(text: str, ground: Ground) -> str:
    return _within(tidy(text), BODY_LENGTH)


def _language(text: str, ground: Ground) -> str:
    code = re.split("[-_]", text.casefold())[0] or ground.language
    if code not in ground.languages:
        raise _WrongError("language", value=text[:40], codes=", ".join(ground.languages))
    return code


def _author(text: str, ground: Ground) -> str:
    """The name of somebody who has no account here; nothing is as good."""
    if not text:
        return ""
    try:
        return clean_display_name(text, ground.names)
    except ValidationError as error:
        raise _WrongError(f"author_{error.code}", limit=LONGEST) from error


def _created(text: str, ground: Ground) -> datetime:
    if not text:
        raise _WrongError("missing")
    moment = _moment(text)
    if moment is None:
        raise _WrongError("date", value=text[:40])
    if moment.year < EARLIEST:
        raise _WrongError("date_past", value=text[:40], year=EARLIEST)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ground.zone)
    if moment > ground.now:
        raise _WrongError("date_future", value=text[:40])
    return moment.astimezone(ground.zone)


def _moment(text: str) -> datetime | None:
    finnish = _FINNISH.fullmatch(text)
    try:
        if finnish:
            day, month, year, hour, minute, second = (int(part or 0) for part in finnish.groups())
            return datetime(year, month, day, hour, minute, second)
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _theme(text: str, ground: Ground) -> int | None:
    if not text:
        return None
    theme_id = ground.themes.get(tidy_line(text).casefold())
    if theme_id is None:
        raise _WrongError("theme", value=text[:60])
    return theme_id


def _place(lat: str, lon: str, ground: Ground) -> tuple[float | None, float | None]:
    if not lat and not lon:
        return None, None
    if not lat or not lon:
        raise _WrongError("place_half")
    south_north, west_east = _degrees(lat), _degrees(lon)
    west, south, east, north = ground.bounds
    if not (south <= south_north <= north and west <= west_east <= east):
        raise _WrongError("place_far", lat=lat[:20], lon=lon[:20])
    return south_north, west_east


def _degrees(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise _WrongError("place_number", value=text[:40])
    number = float(text.replace(",", ".").replace("−", "-"))
    if not math.isfinite(number):
        raise _WrongError("place_number", value=text[:40])
    return number


def _supports(text: str, ground: Ground) -> int:
    if not text:
        return 0
    number = _COUNT.fullmatch("".join(text.split()))
    if number is None or not number[1].isascii() or len(number[1]) > 12 or int(number[1]) > MOST_SUPPORTS:
        raise _WrongError("supports", value=text[:40])
    return int(number[1])


_READERS: Mapping[str, Any] = {
    "title": _title,
    "body": _body,
    "language": _language,
    "author": _author,
    "created": _created,
    "theme": _theme,
    "supports": _supports,
}
