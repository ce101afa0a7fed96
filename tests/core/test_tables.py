"""Tables: nothing acts as a formula, nothing is lost, however long they are."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from core.desk import tables
from core.desk.tables import CUT, LONGEST, Sheet, csv_lines, plain_cell, write_xlsx

DANGEROUS = ["=1+1", "+358 40", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1+1", '=HYPERLINK("x")']


def read_csv(sheet: Sheet) -> list[list[str]]:
    text = b"".join(csv_lines(sheet)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_csv_begins_as_a_formula(text: str) -> None:
    [_heading, [cell]] = read_csv(Sheet(title="", headings=["x"], rows=[[text]]))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["Penkki", "1.1.2026", "a=b", "rivi\n=1", "’=", ""])
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert plain_cell(text) == text


def test_a_csv_says_that_it_is_utf_8_and_keeps_every_kind_of_value() -> None:
    moment = datetime(2026, 6, 5, 9, 30, tzinfo=UTC)
    sheet = Sheet(title="", headings=["a", "b"], rows=[["Äyriäinen, «öljy»\nuusi rivi", moment], [None, 1.5]])
    assert next(csv_lines(sheet)).startswith(b"\xef\xbb\xbf")
    assert read_csv(sheet)[1:] == [["Äyriäinen, «öljy»\nuusi rivi", "2026-06-05 12:30"], ["", "1.5"]]


def book_of(path: Path, *sheets: Sheet) -> Any:
    write_xlsx(str(path), sheets)
    return load_workbook(path)


def test_a_workbook_holds_text_numbers_and_moments_and_no_formula(tmp_path: Path) -> None:
    rows = [[text, 3, datetime(2026, 1, 5, 9, 30, tzinfo=UTC), date(2026, 2, 1), True] for text in DANGEROUS]
    page = book_of(tmp_path / "a.xlsx", Sheet(title="Ehdotukset: [1]", headings=["=otsikko"] * 5, rows=rows)).active
    assert page.title == "Ehdotukset   1 "
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s", "n", "d", "b"}
    assert page["C2"].value == datetime(2026, 1, 5, 11, 30)
    assert [page.cell(number + 2, 1).value for number in range(2)] == DANGEROUS[:2]


def test_what_is_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    cell = book_of(tmp_path / "a.xlsx", Sheet(title="x", headings=["x"], rows=[["ä" * (LONGEST + 1)]])).active["A2"]
    assert (len(cell.value), cell.value.endswith(CUT)) == (LONGEST, True)


def test_rows_past_a_sheet_s_end_go_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    told: list[int] = []
    write_xlsx(
        str(tmp_path / "a.xlsx"),
        [
            Sheet(title="Rivit", headings=["n"], rows=([n] for n in range(5))),
            Sheet(title="Muut", headings=["n"], rows=[]),
        ],
        progress=told.append,
    )
    book = load_workbook(tmp_path / "a.xlsx")
    held = {page.title: [row[0] for row in page.iter_rows(values_only=True)] for page in book}
    assert held == {"Rivit": ["n", 0, 1], "Rivit 2": ["n", 2, 3], "Rivit 3": ["n", 4], "Muut": ["n"]}
    assert told == [1, 2, 3, 4, 5]
