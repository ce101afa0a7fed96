"""Reading a table: what is found out about it, and files that are not what they should be."""

from __future__ import annotations

import io
import random
import tracemalloc
from typing import Any

import pytest
from django.utils.translation import override

from participation.proposals.moving.rules import COLUMNS, REQUIRED
from participation.proposals.moving.sheet import LONGEST_ROW, Row, Sheet, SheetError

from .tables import row, table, text

GIGABYTE = 1024**3


def read(content: bytes | io.RawIOBase) -> Sheet:
    stream: Any = io.BytesIO(content) if isinstance(content, bytes) else content
    return Sheet(stream, known=COLUMNS, required=REQUIRED)


def titles(rows: list[Row]) -> list[str]:
    return [one.values["title"] for one in rows if not one.broken]


def broken(rows: list[Row]) -> list[tuple[int, str]]:
    return [(one.line, one.broken) for one in rows if one.broken]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_encoding_separator_and_line_ends_are_found_out(separator: str, encoding: str, line_end: str) -> None:
    written = text(row(title="Äänekäs «yö», tori; 5 €"), row(2), separator=separator).replace("\r\n", line_end)
    sheet = read(written.encode(encoding))
    rows = list(sheet.rows())
    assert (titles(rows), broken(rows)) == (["Äänekäs «yö», tori; 5 €", "Laituri rantaan 2"], [])
    assert (sheet.separator, [one.line for one in rows]) == (separator, [2, 3])


@pytest.mark.parametrize("begin", ["sep=;\r\n", "\ufeff\n\n", " \n"])
def test_what_stands_before_the_headings_is_passed_over(begin: str) -> None:
    rows = list(read((begin + text(row(), separator=";")).encode()).rows())
    assert titles(rows) == ["Laituri rantaan 1"]


def test_headings_in_any_case_and_order_and_unknown_columns_are_told() -> None:
    sheet = read(b"Extra;BODY; Title ;created;ID\nx;teksti;otsikko;1.5.2024;9\n")
    assert sheet.unknown == ["Extra", "ID"]
    assert [dict(one.values) for one in sheet.rows()] == [{"body": "teksti", "title": "otsikko", "created": "1.5.2024"}]


def test_a_row_is_named_by_the_line_it_begins_on() -> None:
    content = table(row(body="Yksi\n\nkaksi"), row(2, body='Lainaus "näin"\r\nja toinen'), row(3))
    assert [one.line for one in read(content + b"\n\n,,,,\n" + text(row(4)).split("\r\n")[1].encode()).rows()] == [
        2,
        5,
        7,
        11,
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\r\n \r\n", "empty"),
        (table(row()).decode().encode("utf-16"), "utf16"),
        (table(row()).decode().encode("utf-16-le"), "utf16"),
        (table(row()).decode().encode("utf-16-be"), "utf16"),
        (b"PK\x03\x04" + bytes(range(256)), "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "spreadsheet"),
        (b"%PDF-1.7\n%\xe2\xe3", "binary"),
        (random.Random(7).randbytes(100_000), "binary"),
        (b"\x00" * 5000, "binary"),
        (b"a,b,c\n1,2,3\n", "columns_missing"),
        (b"title,body\nx,y\n", "columns_missing"),
        (b"title,body,created,Title\n", "columns_twice"),
        (b"title,bo\x00dy,created\nx,y,z\n" + b"x" * 500, "header"),
        (b"title,body,created" + b"," * LONGEST_ROW, "header"),
    ],
)
def test_a_file_that_will_not_do_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(SheetError) as refused:
        read(content)
    assert refused.value.code == code


def test_missing_columns_are_named_in_the_reader_s_language() -> None:
    with pytest.raises(SheetError) as refused:
        read(b"title;text;author\n")
    said = {}
    for language in ("fi", "sv", "en"):
        with override(language):
            said[language] = str(refused.value)
    assert said["en"] == "The file lacks these columns: body, created. Found: title, text, author."
    assert len(set(said.values())) == 3
    assert all("body, created" in words and "title, text, author" in words for words in said.values())


def test_a_quotation_mark_never_closed_costs_its_own_row_only() -> None:
    lines = text(*(row(number) for number in range(1, 6))).split("\r\n")
    lines[2] = lines[2].replace(",Ehdotan", ',"Ehdotan').replace('uimaan."', "uimaan.").replace('""', '"')
    rows = list(read("\r\n".join(lines).encode()).rows())
    assert broken(rows) == [(3, "row_quotes")]
    assert titles(rows) == [f"Laituri rantaan {number}" for number in (1, 3, 4, 5)]


def test_a_file_whose_quotes_are_all_wrong_is_given_up() -> None:
    content = b"title,body,created\n" + b'x,"y,z\n' * 1001
    with pytest.raises(SheetError) as refused:
        list(read(content).rows())
    assert refused.value.code == "quotes"


@pytest.mark.parametrize(("majority", "minority"), [("utf-8", "cp1252"), ("cp1252", "utf-8")])
def test_rows_in_another_encoding_than_the_rest_are_refused(majority: str, minority: str) -> None:
    lines = text(*(row(number) for number in range(1, 6))).splitlines()
    content = b"\n".join(line.encode(minority if number == 3 else majority) for number, line in enumerate(lines))
    rows = list(read(content).rows())
    assert broken(rows) == [(4, "row_encoding")]
    assert titles(rows) == [f"Laituri rantaan {number}" for number in (1, 2, 4, 5)]
    assert {one.values["author"] for one in rows if not one.broken} == {"Maija Mäkelä"}


def test_a_row_with_nul_or_too_many_cells_is_refused() -> None:
    content = table(row(1, body=BODY_WITH_NUL), row(2)) + b"title,body,fi,x,2024-01-01,,,,1,one,two\n"
    assert broken(list(read(content).rows())) == [(2, "row_nul"), (4, "row_cells")]


BODY_WITH_NUL = "Tässä on\x00 merkki, jota tekstissä ei saa olla."


class Huge(io.RawIOBase):
    """A table whose third line is a gigabyte, made as it is read."""

    def __init__(self, first: bytes, size: int, last: bytes) -> None:
        self.parts = (first, size, last)
        self.at = 0

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset
        return offset

    def read(self, size: int = -1) -> bytes:
        first, middle, last = self.parts
        assert size >= 0, "a file is never read whole"
        if self.at < len(first):
            found = first[self.at : self.at + size]
        elif self.at < len(first) + middle:
            found = b"x" * min(size, len(first) + middle - self.at)
        else:
            found = last[self.at - len(first) - middle :][:size]
        self.at += len(found)
        return found


@pytest.mark.slow
@pytest.mark.parametrize("begin", [b"", b'"'])
def test_a_line_of_a_gigabyte_is_refused_in_bounded_memory(begin: bytes) -> None:
    last = text(row(2)).split("\r\n")[1].encode()
    stream = Huge(table(row()) + begin, GIGABYTE // 4 if begin else GIGABYTE, b"\r\n" + last)
    tracemalloc.start()
    rows = list(read(stream).rows())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert broken(rows) == [(3, "row_long")]
    assert titles(rows) == ["Laituri rantaan 1", "Laituri rantaan 2"]
    assert peak < 8 * 1024**2
