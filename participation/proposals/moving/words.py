"""What is wrong with a file or a row, in the reader's language. Codes are kept, so that words can change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

FILE: dict[str, Any] = {
    "empty": _("The file is empty."),
    "no_rows": _("The file has headings but no rows below them."),
    "utf16": _("The file is in UTF-16 («Unicode text»). Save it as «CSV UTF-8»."),
    "spreadsheet": _("This is a spreadsheet or a zip file. Open it, save it as «CSV UTF-8», and bring in that."),
    "binary": _("This is no text file. A CSV file is needed."),
    "header": _("The first row is not a row of headings. The file must begin with the names of its columns."),
    "columns_missing": _("The file lacks these columns: %(columns)s. Found: %(found)s."),
    "columns_twice": _("The file has these columns more than once: %(columns)s."),
    "quotes": _("The quotation marks of too many rows do not match. The last one is on line %(line)s."),
}
ROW: dict[str, Any] = {
    "row_long": _("The line is longer than %(limit)s kB."),
    "row_quotes": _("A quotation mark is not closed, or stands within a text without being doubled."),
    "row_nul": _("The row holds characters that are no text (NUL)."),
    "row_encoding": _("The row is in another character encoding than the rest of the file (%(encoding)s)."),
    "row_cells": _("The row has %(number)s cells although there are %(columns)s columns. Is a text without quotes?"),
    "missing": _("This is empty."),
    "short": _("Too short: %(length)s characters, at least %(limit)s are needed."),
    "long": _("Too long: %(length)s characters, at most %(limit)s fit."),
    "language": _("There is no language «%(value)s». Use: %(codes)s."),
    "theme": _("There is no theme «%(value)s». Make it first, or change the row."),
    "date": _("The date «%(value)s» was not understood. Write it as 21.11.2026 or 2026-11-21, with the time if known."),
    "date_future": _("The date «%(value)s» is in the future."),
    "date_past": _("The date «%(value)s» is before the year %(year)s."),
    "place_half": _("The place needs both lat and lon, or neither."),
    "place_number": _("«%(value)s» is no coordinate. Degrees are needed, such as 60.1234."),
    "place_far": _("The place (%(lat)s, %(lon)s) is too far away. Are lat and lon in the right order?"),
    "supports": _("«%(value)s» is no number of supports."),
    "author_short": _("The author's name has fewer than two letters."),
    "author_max_length": _("The author's name is longer than %(limit)s characters."),
    "author_address": _("The author's name is an e-mail or web address, which everyone would see."),
    "author_scripts": _("The author's name mixes alphabets."),
    "author_authority": _("The author's name could be taken for the municipality or its staff."),
}


def reason(code: str, params: Mapping[str, Any]) -> str:
    """The words for a code, in the language of now."""
    words = FILE.get(code) or ROW.get(code) or _now("Something is wrong with it.")
    return str(words) % dict(params)
