"""A table of the old site as our table block's value."""

from __future__ import annotations

from typing import Any

from bs4 import Tag

from .inline import plain

MOST_ROWS, MOST_COLUMNS = 500, 50


def table_of(around: Tag, table: Tag) -> tuple[dict[str, Any] | None, list[str]]:
    """The value, and codes of what needs a hand. ``around``: the figure with a caption, or the table itself."""
    codes = []
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table][:MOST_ROWS]
    cells = [list(row.find_all(["td", "th"], recursive=False))[:MOST_COLUMNS] for row in rows]
    data = [_row(row) for row in cells]
    width = max((len(row) for row in data), default=0)
    if not any(text for row in data for text in row):
        return None, []
    data = [row + [""] * (width - len(row)) for row in data]
    first_row = all(cell.name == "th" for cell in cells[0]) or table.find("thead") is not None
    first_column = len(cells) > 1 and all(row and row[0].name == "th" for row in cells[1:])
    caption = around.find(["figcaption", "caption"])
    said = plain(caption)[:240] if isinstance(caption, Tag) else ""
    if not said:
        codes.append("table_caption")
    if not (first_row or first_column):
        codes.append("table_headers")
    everything = [cell for row in cells for cell in row]
    if any(_span(cell, side) > 1 for cell in everything for side in ("colspan", "rowspan")):
        codes.append("table_merged")
    if any(cell.find(["a", "img", "ul", "ol", "table"]) is not None for cell in everything):
        codes.append("table_content")
    both = {(True, True): "both", (True, False): "row", (False, True): "column", (False, False): ""}
    return {
        "data": data,
        "cell": [],
        "mergeCells": [],
        "table_caption": said,
        "table_header_choice": both[first_row, first_column],
        "first_row_is_table_header": first_row,
        "first_col_is_header": first_column,
    }, codes


def _row(cells: list[Tag]) -> list[str]:
    """A merged cell is followed by empty ones, so that columns stay below each other."""
    texts = []
    for cell in cells:
        texts += [plain(cell), *[""] * (_span(cell, "colspan") - 1)]
    return texts[:MOST_COLUMNS]


def _span(cell: Tag, side: str) -> int:
    text = str(cell.get(side) or "1")
    return min(int(text), MOST_COLUMNS) if text.isascii() and text.isdigit() else 1
