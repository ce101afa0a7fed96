"""Tables that open in a spreadsheet: any number of rows in bounded memory, and no text that acts as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.utils.timezone import is_aware, localtime
from xlsxwriter import Workbook

FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST = 32_767  # characters of a cell (Excel's specifications and limits)
MOST_ROWS = 1_048_575  # of a sheet, its heading left out
CUT = " […]"
BYTE_ORDER_MARK = "\ufeff"  # tells Excel that a CSV is UTF-8
WIDEST = 60  # characters


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table. ``headings`` and ``rows`` hold text, numbers, dates, moments, links as text, or ``None``. ``number``: how
    many rows to expect, where that is known, for telling how far it is."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    number: int = 0


def plain_cell(value: str) -> str:
    """Text that no spreadsheet takes for a formula when it reads it from a CSV (OWASP, CSV injection)."""
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA) or value.startswith(("\t", "\r")) else value


def local_time(value: datetime) -> datetime:
    """Finnish time without its zone, which spreadsheets do not know."""
    return localtime(value).replace(tzinfo=None) if is_aware(value) else value


def csv_lines(sheet: Sheet, *, progress: Callable[[int], None] | None = None) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, commas, quotes where needed, a line for each row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow([plain_cell(str(heading)) for heading in sheet.headings])
    for number, row in enumerate(sheet.rows, 1):
        writer.writerow([_csv_value(value) for value in row])
        if buffer.tell() > 60_000:
            yield _taken(buffer)
        if progress:
            progress(number)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _csv_value(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return local_time(value).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, bool | int | float | date):
        return value
    return plain_cell(str(value))


def write_xlsx(
    target: str | IO[bytes], sheets: Sequence[Sheet], *, progress: Callable[[int], None] | None = None
) -> None:
    """Write a workbook to a path or file, row by row. ``progress`` is told how many rows of all sheets are written. A text too
    long for a cell is cut and says so; rows past what a sheet holds go on in another sheet of the name."""
    book = Workbook(target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        datetime: book.add_format({"num_format": "d.m.yyyy h:mm"}),
        date: book.add_format({"num_format": "d.m.yyyy"}),
    }
    done = 0
    for sheet in sheets:
        page, at = _open(book, styles, sheet, 1), 0
        for row in sheet.rows:
            if at == MOST_ROWS:
                page, at = _open(book, styles, sheet, len(book.worksheets()) + 1), 0
            at += 1
            done += 1
            for column, value in enumerate(row):
                _write(page, styles, at, column, value)
            if progress:
                progress(done)
    book.close()


def _open(book: Workbook, styles: dict[Any, Any], sheet: Sheet, number: int) -> Any:
    name = f"{sheet.title[:25]} {number}" if number > 1 else sheet.title[:31]
    page = book.add_worksheet("".join(" " if char in "[]:*?/\\" else char for char in name))
    page.freeze_panes(1, 0)
    for column, heading in enumerate(sheet.headings):
        page.set_column(column, column, min(max(12, len(str(heading)) + 2), WIDEST))
        page.write_string(0, column, str(heading), styles["head"])
    return page


def _write(page: Any, styles: dict[Any, Any], row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        page.write_datetime(row, column, local_time(value), styles[datetime])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, styles[date])
    elif isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    else:
        text = str(value)
        page.write_string(row, column, text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT)
