"""A council in a file. Columns by their heading, in any order, in English, Finnish or Swedish (docs/councillors.md):
email, name, language, body, title, first day, last day, order."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Site

from accounts.queries import names_of
from accounts.rules import clean_display_name
from core.text import tidy_line

from .actions import Member, Place
from .models import Body, Seat
from .rules import Title, is_in_force

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "e-mail", "sähköposti", "sähköpostiosoite", "e-post", "e-postadress"),
    "name": ("name", "nimi", "namn"),
    "language": ("language", "kieli", "språk"),
    "body": ("body", "toimielin", "organ"),
    "title": ("title", "tehtävä", "uppdrag"),
    "starts_on": ("from", "alkaa", "börjar"),
    "ends_on": ("to", "päättyy", "slutar"),
    "order": ("order", "järjestys", "ordning"),
}
NEEDED = ("email", "body", "starts_on")
MOST = 2_000  # rows


@dataclass
class Row:
    """A line of the file. ``number`` is the line's in a spreadsheet; ``errors`` say what to put right."""

    number: int
    member: Member
    place: Place | None
    said: dict[str, str]
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """``trouble``: why nothing can be read at all."""

    rows: list[Row] = field(default_factory=list)
    trouble: str = ""

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.errors]

    @property
    def is_sound(self) -> bool:
        return bool(self.rows) and not self.trouble and not self.wrong

    @property
    def close_on(self) -> date | None:
        """The day before the first day in the file."""
        days = [row.place.starts_on for row in self.rows if row.place]
        return min(days) - timedelta(days=1) if days else None


def read(text: str, site: Site, *, close: bool = False) -> Reading:
    """What the file says of this municipality; nothing is written. ``close``: the bodies' present seats will have ended."""
    lines = text.splitlines()
    heading = lines[0] if lines else ""
    rows = list(csv.reader(lines, delimiter=";" if heading.count(";") > heading.count(",") else ","))
    names = [_column(cell) for cell in rows[0]] if rows else []
    missing = [COLUMNS[name][0] for name in NEEDED if name not in names]
    if missing:
        return Reading(trouble=_("The first line has no column: %(names)s.") % {"names": ", ".join(missing)})
    filled = [(at, cells) for at, cells in enumerate(rows[1:], 2) if any(cell.strip() for cell in cells)]
    if not filled:
        return Reading(trouble=_("The file has no rows under its headings."))
    if len(filled) > MOST:
        return Reading(trouble=_("The file has more than %(most)s rows.") % {"most": MOST})
    reader = _Reader(site)
    found = [reader.row(at, dict(zip(names, map(tidy_line, cells), strict=False))) for at, cells in filled]
    _look_for_overlaps(found, site, close)
    return Reading(found)


def _column(heading: str) -> str:
    wanted = tidy_line(heading).casefold().lstrip("\ufeff")
    return next((name for name, known in COLUMNS.items() if wanted in known), "")


class _Reader:
    def __init__(self, site: Site) -> None:
        self.own_names = names_of(site)
        self.bodies = {
            name.casefold(): body for body in Body.objects.filter(site=site) for name in body.names.values() if name
        }
        self.titles = _titles()
        self.languages = {code: code for code, _name in settings.LANGUAGES}

    def row(self, number: int, said: dict[str, str]) -> Row:
        errors: list[str] = []
        member = self._member(said, errors)
        body = self.bodies.get(said["body"].casefold())
        if body is None:
            errors.append(_("There is no body «%(name)s». Add it first, or correct its name.") % {"name": said["body"]})
        title = self.titles.get(said.get("title", "").casefold() or Title.MEMBER.value)
        if title is None:
            known = ", ".join(str(one.label).lower() for one in Title)
            errors.append(_("«%(name)s» is none of the tasks: %(known)s.") % {"name": said["title"], "known": known})
        starts, ends = _day(said["starts_on"], errors), None
        if said.get("ends_on"):
            ends = _day(said["ends_on"], errors)
        if starts and ends and ends < starts:
            errors.append(_("The last day is before the first."))
        order = said.get("order", "") or "0"
        if not (order.isascii() and order.isdigit() and int(order) <= 30_000):
            errors.append(_("The place in the list is a whole number, at most 30 000."))
        if errors or body is None or title is None or starts is None:
            return Row(number, member, None, said, errors)
        place = Place(body=body, title=title, starts_on=starts, ends_on=ends, order=int(order))
        return Row(number, member, place, said, errors)

    def _member(self, said: dict[str, str], errors: list[str]) -> Member:
        try:
            validate_email(said["email"])
        except ValidationError:
            errors.append(_("«%(email)s» is no e-mail address.") % {"email": said["email"]})
        language = said.get("language", "").casefold()
        if language and language not in self.languages:
            known = ", ".join(self.languages)
            errors.append(
                _("«%(name)s» is none of the languages: %(known)s.") % {"name": said["language"], "known": known}
            )
        if name := said.get("name", ""):
            try:
                clean_display_name(name, self.own_names, official=True)
            except ValidationError as refusal:
                errors += refusal.messages
        return Member(email=said["email"].lower(), name=name, language=language)


def _titles() -> dict[str, str]:
    """Every title by its key and by its name in each language."""
    known = {title.value.replace("_", " "): title.value for title in Title} | {
        title.value: title.value for title in Title
    }
    for code, _name in settings.LANGUAGES:
        with override(code):
            known |= {str(title.label).casefold(): title.value for title in Title}
    return known


def _day(text: str, errors: list[str]) -> date | None:
    for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    errors.append(_("«%(text)s» is no day. Write it as 1.6.2029.") % {"text": text})
    return None


def _look_for_overlaps(rows: list[Row], site: Site, close: bool) -> None:
    """Nobody sits twice in a body at once, neither by the file nor with what the list holds."""
    taken: dict[tuple[str, int], list[Any]] = {}
    sound = [row for row in rows if row.place]
    first = min((row.place.starts_on for row in sound if row.place), default=None)
    emails = {row.member.email for row in sound}
    for seat in Seat.objects.filter(site=site, user__email__in=emails).select_related("user"):
        ends = seat.ends_on
        if close and first and seat.starts_on < first and (ends is None or ends >= first):
            ends = first - timedelta(days=1)
        taken.setdefault((seat.user.email, seat.body_id), []).append((seat.starts_on, ends))
    for row in sound:
        assert row.place is not None
        held = taken.setdefault((row.member.email, row.place.body.pk), [])
        last = row.place.ends_on or date.max
        if any(
            is_in_force(starts, ends, row.place.starts_on) or row.place.starts_on <= starts <= last
            for starts, ends in held
        ):
            row.errors.append(_("The person has a seat in this body at that time already."))
        held.append((row.place.starts_on, row.place.ends_on))
