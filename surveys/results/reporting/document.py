"""A report as a document of Word (DOCX): real headings and tables, pictures that say what they show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ..shapes import Group
from .charting import SHORT, chart
from .drawing import picture
from .shapes import Part, Quotes, Report

WIDTH = Cm(16)
LAKE = RGBColor(0x0F, 0x3A, 0x44)
REGIONS = {"fi": "fi-FI", "sv": "sv-FI"}
HEADS = ("Heading", "Title", "Subtitle")
TABLE = "Table Grid"
WIDTHS = (Cm(10.5), Cm(5.5))


def write(report: Report, path: Path) -> None:
    """In the language that is active, which is the report's."""
    book = Document()
    _dress(book, report)
    _cover(book, report)
    book.add_heading(_("Results by question"), 1)
    if not report.questions:
        book.add_paragraph(_("There are too few answers to show."))
    for part in report.questions:
        _part(book, part, 2)
    if report.profile:
        _part(book, report.profile, 1)
    for title, texts in ((_("How it was done"), report.method), (_("Privacy"), report.privacy)):
        book.add_heading(title, 1)
        for text in texts:
            book.add_paragraph(text)
    book.save(str(path))


def _dress(book: Any, report: Report) -> None:
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
        mark.set(qn("w:val"), REGIONS.get(report.language, report.language))
    about = book.core_properties
    about.title, about.author, about.language = report.title, report.municipality, report.language
    about.comments, about.subject = "", _("Results of a survey")
    foot = paper.footer.paragraphs[0]
    foot.add_run(f"{report.municipality} · {report.title} · ")
    _field(foot, "PAGE")


def _field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _cover(book: Any, report: Report) -> None:
    book.add_paragraph(report.municipality)
    book.add_heading(report.title, 0)
    book.add_paragraph(_("Results of a survey"), style="Subtitle")
    _table(book, (_("About the survey"), ""), [*report.facts, (_("This report was made"), _day(report))], headed=False)
    book.add_paragraph()
    book.add_paragraph(report.note).add_run().add_break(WD_BREAK.PAGE)


def _day(report: Report) -> str:
    return date_format(report.made_on, "SHORT_DATE_FORMAT")


def _part(book: Any, part: Part, level: int) -> None:
    book.add_heading(part.title, level)
    for sentence in part.sentences:
        book.add_paragraph(sentence).paragraph_format.keep_with_next = bool(part.groups or part.quotes)
    if part.stats:
        _table(book, (_("Figure"), _("Result")), [(str(name), value) for name, value in part.stats])
    for group in part.groups:
        _group(book, group, part.title, level + 1)
    for quotes in part.quotes:
        _quotes(book, quotes, level + 1)


def _group(book: Any, group: Group, title: str, level: int) -> None:
    if group.title:
        book.add_heading(group.title, level)
    if group.title and group.sentence:
        book.add_paragraph(group.sentence).paragraph_format.keep_with_next = True
    if not group.figures:
        return
    drawn = chart(group.figures)
    shape = book.add_picture(picture(drawn), width=WIDTH)
    book.paragraphs[-1].paragraph_format.keep_with_next = True
    about = shape._inline.docPr
    about.set("descr", f"{group.title or title}. {drawn.words}")
    _table(book, (_("Answer"), _("Result")), [(figure.label, figure.value) for figure in group.figures])


def _quotes(book: Any, quotes: Quotes, level: int) -> None:
    book.add_heading(quotes.title or _("Some of the answers"), level)
    for quote in quotes.texts:
        said = book.add_paragraph(style="List Bullet").add_run(quote.text)
        mark = OxmlElement("w:lang")
        mark.set(qn("w:val"), REGIONS.get(quote.language, quote.language))
        said._r.get_or_add_rPr().append(mark)


def _table(book: Any, head: tuple[str, str], rows: Sequence[tuple[str, str]], *, headed: bool = True) -> None:
    """``headed``: with a row of headings, said again on the next page."""
    table = book.add_table(rows=0, cols=2, style=TABLE)
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    lines = ([head] if headed else []) + list(rows)
    for place, row in enumerate(lines, 1):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, WIDTHS, strict=True):
            cell.width, cell.text = width, text
            shape = cell.paragraphs[0].paragraph_format
            shape.space_before = shape.space_after = Pt(2)
            shape.keep_with_next = place < len(lines) <= SHORT + 1
        _whole(table.rows[-1])
    if headed:
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
        _mark(table.rows[0], "w:tblHeader")
    book.add_paragraph()


def _whole(row: Any) -> None:
    """Not parted by the end of a page."""
    _mark(row, "w:cantSplit")


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
