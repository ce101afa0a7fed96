"""What documents of Word share: paper, letters, languages and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .charting import SHORT

WIDTH = Cm(16)
LAKE = RGBColor(0x0F, 0x3A, 0x44)
REGIONS = {"fi": "fi-FI", "sv": "sv-FI"}
HEADS = ("Heading", "Title", "Subtitle")
TABLE = "Table Grid"
WIDTHS = (Cm(10.5), Cm(5.5))


def dress(book: Any, *, title: str, author: str, language: str, subject: str) -> None:
    """Paper, letters, the language that a reader of the screen speaks, and the number of the page."""
    paper = book.sections[0]
    paper.page_width, paper.page_height = Cm(21), Cm(29.7)
    paper.left_margin = paper.right_margin = Cm(2.5)
    paper.top_margin = paper.bottom_margin = Cm(2)
    for style in book.styles:
        if style.type is not None and getattr(style, "font", None) is not None and style.name.startswith(HEADS):
            style.font.color.rgb = LAKE
    book.styles["Normal"].font.size = Pt(11)
    for mark in book.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), region(language))
    about = book.core_properties
    about.title, about.author, about.language = title, author, language
    about.comments, about.subject = "", subject
    foot = paper.footer.paragraphs[0]
    foot.add_run(f"{author} · {title} · ")
    _field(foot, "PAGE")


def _field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def region(language: str) -> str:
    """A language as Word calls it."""
    return REGIONS.get(language, language)


def say(paragraph: Any, text: str, language: str) -> None:
    """What somebody wrote, in the language that they wrote it in."""
    said = paragraph.add_run(text)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), region(language))
    said._r.get_or_add_rPr().append(mark)


def table(book: Any, head: tuple[str, str], rows: Sequence[tuple[str, str]], *, headed: bool = True) -> None:
    """``headed``: with a row of headings, said again on the next page."""
    made = book.add_table(rows=0, cols=2, style=TABLE)
    made.autofit = False
    for column, width in zip(made.columns, WIDTHS, strict=True):
        column.width = width
    lines = ([head] if headed else []) + list(rows)
    for place, row in enumerate(lines, 1):
        cells = made.add_row().cells
        for cell, text, width in zip(cells, row, WIDTHS, strict=True):
            cell.width, cell.text = width, text
            shape = cell.paragraphs[0].paragraph_format
            shape.space_before = shape.space_after = Pt(2)
            shape.keep_with_next = place < len(lines) <= SHORT + 1
        _whole(made.rows[-1])
    if headed:
        for cell in made.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
        _mark(made.rows[0], "w:tblHeader")
    book.add_paragraph()


def _whole(row: Any) -> None:
    """Not parted by the end of a page."""
    _mark(row, "w:cantSplit")


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
