"""The day of birth in a Finnish personal identity code. Pure.

Thirty-one check characters; a sign for the century, of which the decree 128/2010 (as of 2023) has new ones for use side
by side with «+», «-» and «A»."""

from __future__ import annotations

import re
from datetime import date

CENTURIES = {**dict.fromkeys("+", 1800), **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_SHAPE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})([-+YXWVUABCDEF])([0-9]{3})([0-9A-Y])")


def born(code: str) -> date | None:
    """``None`` for what is no such code."""
    found = _SHAPE.fullmatch(code.strip().upper())
    if found is None:
        return None
    day, month, year, century, number, check = found.groups()
    if CHECKS[int(day + month + year + number) % len(CHECKS)] != check:
        return None
    try:
        return date(CENTURIES[century] + int(year), int(month), int(day))
    except ValueError:
        return None
