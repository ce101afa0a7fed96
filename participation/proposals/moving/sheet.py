"""A table of text, read from bytes: encoding and separator are found out, memory is bounded, and every row knows the
line of the file that it begins on.

A row that cannot be read is given as broken and the rest is read on; `SheetError` is raised for a file that cannot be
read at all.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from .words import reason

BLOCK = 64 * 1024  # bytes read at a time
LONGEST_ROW = 256 * 1024  # bytes; a field is at most half of it
BROKEN_QUOTES = 200  # after so many the separator or the quotes of the whole file are wrong
SEPARATORS = ";,\t"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.I)
_MARK = "\xef\xbb\xbf"  # of UTF-8, byte for byte
_KINDS = {"PK\x03\x04": "zip", "\xd0\xcf\x11\xe0": "office", "%PDF": "pdf", "\x1f\x8b": "zip", "\x89PNG": "picture"}


class SheetError(ValueError):
    """The file as a whole cannot be read. ``str()`` says why, in the language of now."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params

    def __str__(self) -> str:
        return str(reason(self.code, self.params))


@dataclass(frozen=True, kw_only=True)
class Row:
    """``values`` by column, stripped; ``broken`` says what kept the row from being read (a code of `words`)."""

    line: int
    values: Mapping[str, str] = field(default_factory=dict)
    broken: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What a first reading of the file has told."""

    lines: int
    encoding: str
    is_mixed: bool


class Sheet:
    """``columns`` are the known ones that are there, ``unknown`` those passed over, as they are written."""

    def __init__(self, stream: IO[bytes], *, known: Sequence[str], required: Sequence[str]) -> None:
        """Reads the file once through. ``stream`` is seekable. Raises SheetError."""
        self.stream = stream
        _refuse_other_kinds(_begin(stream).read(BLOCK))
        self.survey = _survey(_Lines(stream))
        self._lines = _Lines(stream)
        self.separator, header = self._read_header(known)
        names = ["_".join(name.split()).casefold() for name in header]
        self.columns = [name if name in known else "" for name in names]
        self.unknown = [name for name, column in zip(header, self.columns, strict=True) if name and not column]
        missing = [name for name in required if name not in self.columns]
        if missing:
            raise SheetError("columns_missing", columns=", ".join(missing), found=", ".join(filter(None, header))[:300])
        twice = sorted({name for name in self.columns if name and self.columns.count(name) > 1})
        if twice:
            raise SheetError("columns_twice", columns=", ".join(twice))

    def rows(self) -> Iterator[Row]:
        """Every row after the header that is not empty. Reads on from where it was: call it once."""
        broken_quotes = 0
        while True:
            self._lines.begin_row()
            try:
                cells = self._cells()
            except StopIteration:
                return
            except (csv.Error, _LongRowError):
                is_long = len(self._lines.taken[0]) > LONGEST_ROW // 2
                self._lines.give_back()
                broken_quotes += not is_long
                if broken_quotes > BROKEN_QUOTES:
                    raise SheetError("quotes", line=self._lines.first) from None
                yield self._broken("row_long", limit=LONGEST_ROW // 1024) if is_long else self._broken("row_quotes")
                continue
            if any(cells):
                yield self._row(cells)

    @property
    def line(self) -> int:
        """How far the reading is."""
        return self._lines.number

    def _read_header(self, known: Sequence[str]) -> tuple[str, list[str]]:
        """The separator under which most known columns are found, and the cells of the header under it."""
        separators, text = SEPARATORS, ""
        while not text.strip():
            self._lines.begin_row()
            try:
                line = next(self._lines)
            except StopIteration:
                raise SheetError("empty") from None
            except _LongRowError:
                raise SheetError("header") from None
            text = self._decoded(line).lstrip("\ufeff")
            if declared := _SEPARATOR_LINE.fullmatch(text):
                separators, text = declared[1], ""
        if _CONTROL.search(line):
            raise SheetError("header")

        def known_in(separator: str) -> tuple[int, int]:
            cells = _split(text, separator)
            return sum("_".join(cell.split()).casefold() in known for cell in cells), len(cells)

        best = max(separators, key=known_in)
        return best, _split(text, best)

    def _cells(self) -> list[str]:
        decoded = map(self._decoded, self._lines)
        return next(csv.reader(decoded, delimiter=self.separator, strict=True))

    def _decoded(self, line: str) -> str:
        if line.isascii():
            return line
        return line.encode("latin-1").decode(self.survey.encoding, "surrogateescape")

    def _row(self, cells: list[str]) -> Row:
        whole = "".join(self._lines.taken)
        if "\x00" in whole:
            return self._broken("row_nul")
        if not whole.isascii() and (wrong := self._wrong_encoding(whole)):
            return self._broken(wrong, encoding=self.survey.encoding.upper())
        if any(cells[len(self.columns) :]):
            return self._broken("row_cells", number=len(cells), columns=len(self.columns))
        pairs = zip(self.columns, cells, strict=False)
        return Row(line=self._lines.first, values={name: cell.strip() for name, cell in pairs if name})

    def _wrong_encoding(self, whole: str) -> str:
        raw = whole.encode("latin-1")
        try:
            raw.decode(self.survey.encoding)
        except UnicodeDecodeError:
            return "row_encoding"
        return "row_encoding" if self.survey.is_mixed and self.survey.encoding != "utf-8" and _is_utf8(raw) else ""

    def _broken(self, code: str, **params: Any) -> Row:
        return Row(line=self._lines.first, broken=code, params=params)


class _LongRowError(Exception):
    """A row goes on for longer than it may."""


class _Lines:
    """Physical lines of a stream, byte for byte (latin-1), each at most a little longer than a row may be: the rest of
    such a line is passed over. Remembers the lines of a row, so that all but the first can be read again."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._text = io.TextIOWrapper(
            io.BufferedReader(_Borrowed(_begin(stream)), BLOCK), encoding="latin-1", newline=""
        )
        self._waiting: list[str] = []
        self.taken: list[str] = []
        self.number = 0  # of the line that was read last
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._size > LONGEST_ROW:
            raise _LongRowError
        line = self._waiting.pop() if self._waiting else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self._size += len(line)
        self.taken.append(line)
        if len(line) > LONGEST_ROW:
            raise _LongRowError
        return line

    def begin_row(self) -> None:
        self.taken, self._size = [], 0

    def give_back(self) -> None:
        """Have all lines of the row but its first read again."""
        self._waiting += reversed(self.taken[1:])
        self.number -= len(self.taken) - 1
        del self.taken[1:]

    @property
    def first(self) -> int:
        """The line that the row begins on."""
        return self.number - len(self.taken) + 1

    def _read(self) -> str:
        line = self._text.readline(LONGEST_ROW + 1)
        rest = line
        while len(rest) > LONGEST_ROW and not rest.endswith(("\n", "\r")):
            rest = self._text.readline(LONGEST_ROW + 1)
        return line


class _Borrowed(io.RawIOBase):
    """A stream that a wrapper may close without its owner losing it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = self._stream.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)


def _begin(stream: IO[bytes]) -> IO[bytes]:
    stream.seek(0)
    return stream


def _refuse_other_kinds(begin: bytes) -> None:
    """Raise SheetError for what is no plain text in an encoding that we read."""
    text = begin.decode("latin-1")
    for mark, kind in _KINDS.items():
        if text.startswith(mark):
            raise SheetError("spreadsheet" if kind in ("zip", "office") else "binary")
    if text.startswith(("\xff\xfe", "\xfe\xff")) or _looks_like_utf16(text):
        raise SheetError("utf16")
    if len(_CONTROL.findall(text)) > len(text) * 0.05:
        raise SheetError("binary")


def _looks_like_utf16(text: str) -> bool:
    """Every other byte is NUL, the others are not."""
    even, odd = sorted(text[start:2000:2].count("\x00") for start in (0, 1))
    return odd > 0.8 * len(text[:2000]) / 2 and even < odd / 10


def _survey(lines: _Lines) -> Survey:
    """Count lines, and those that are UTF-8 or something else; the more common one is the file's."""
    utf8 = other = 0
    is_marked = False
    while True:
        lines.begin_row()
        try:
            line = next(lines)
        except StopIteration:
            break
        except _LongRowError:
            continue
        if lines.number == 1 and line.startswith(_MARK):
            is_marked, line = True, line.removeprefix(_MARK)
        if line.isascii():
            continue
        if _is_utf8(line.encode("latin-1")):
            utf8 += 1
        else:
            other += 1
    encoding = "cp1252" if other > utf8 and not is_marked else "utf-8"
    return Survey(lines=lines.number, encoding=encoding, is_mixed=bool(utf8 and other))


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _split(line: str, separator: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator))]
    except (csv.Error, StopIteration):
        return []
