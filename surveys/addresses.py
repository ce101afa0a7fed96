"""A list of addresses as it was pasted or exported: pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_BETWEEN = re.compile(r"[;,\t]")


@dataclass
class Addresses:
    """``found``: the language by address, each once; ``wrong``: lines that are none, by number."""

    found: dict[str, str] = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)


def read(text: str, *, language: str, languages: Collection[str]) -> Addresses:
    """An address a line, perhaps with its language after it; else it is ``language``. A first line without an address
    is taken for headings."""
    result = Addresses()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or (number == 1 and "@" not in line):
            continue
        email, own = _parted(line)
        if (own and own not in languages) or not _is_email(email):
            result.wrong.append((number, line.strip()[:100]))
        else:
            result.found.setdefault(email, own or language)
    return result


def decoded(data: bytes) -> str:
    """A file as text, also one that an office program saved the old way."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _parted(line: str) -> tuple[str, str]:
    cells = [cell.strip().strip('"').strip() for cell in _BETWEEN.split(line)]
    return cells[0].lower(), next((cell.lower() for cell in cells[1:] if cell), "")


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
