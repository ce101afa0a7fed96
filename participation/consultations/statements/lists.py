"""A list of parties as it was pasted or exported: pure."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.text import tidy_line

LONGEST = 120  # characters of a name


@dataclass(frozen=True, kw_only=True)
class Party:
    organisation: str
    email: str
    language: str
    contact: str = ""


@dataclass
class Parties:
    """``wrong``: lines that are none, by number."""

    found: list[Party] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)


def read(text: str, *, language: str, languages: Collection[str]) -> Parties:
    """A party a line: organisation, e-mail, language, contact person, parted by semicolons, tabs or commas. Each pair of
    organisation and address once; a first line without an address is taken for headings."""
    result, seen = Parties(), set()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or (number == 1 and "@" not in line):
            continue
        party = _party(line, language, languages)
        if party is None:
            result.wrong.append((number, line.strip()[:100]))
        elif (known := (party.organisation.casefold(), party.email)) not in seen:
            seen.add(known)
            result.found.append(party)
    return result


def _party(line: str, language: str, languages: Collection[str]) -> Party | None:
    between = next((mark for mark in (";", "\t", ",") if mark in line), ";")
    cells = [tidy_line(cell) for cell in next(csv.reader([line], delimiter=between, skipinitialspace=True))]
    organisation, email, own, contact = [*cells[:4], *([""] * (4 - len(cells[:4])))]
    email, own = email.lower(), own.lower()
    if not organisation or max(len(organisation), len(contact)) > LONGEST or (own and own not in languages):
        return None
    try:
        validate_email(email)
    except ValidationError:
        return None
    return Party(organisation=organisation, email=email, language=own or language, contact=contact)
