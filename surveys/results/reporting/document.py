"""A report as a document of Word (DOCX): real headings and tables, pictures that say what they show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_BREAK

from ..shapes import Group
from . import word
from .charting import chart
from .drawing import map_picture, picture
from .shapes import Map, Part, Quotes, Report


def write(report: Report, path: Path) -> None:
    """In the language that is active, which is the report's."""
    book = Document()
    word.dress(
        book,
        title=report.title,
        author=report.municipality,
        language=report.language,
        subject=_("Results of a survey"),
    )
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


def _cover(book: Any, report: Report) -> None:
    book.add_paragraph(report.municipality)
    book.add_heading(report.title, 0)
    book.add_paragraph(_("Results of a survey"), style="Subtitle")
    word.table(
        book, (_("About the survey"), ""), [*report.facts, (_("This report was made"), _day(report))], headed=False
    )
    book.add_paragraph()
    book.add_paragraph(report.note).add_run().add_break(WD_BREAK.PAGE)


def _day(report: Report) -> str:
    return date_format(report.made_on, "SHORT_DATE_FORMAT")


def _part(book: Any, part: Part, level: int) -> None:
    book.add_heading(part.title, level)
    for sentence in part.sentences:
        book.add_paragraph(sentence).paragraph_format.keep_with_next = bool(part.groups or part.quotes)
    if part.stats:
        word.table(book, (_("Figure"), _("Result")), [(str(name), value) for name, value in part.stats])
    if part.map:
        _map(book, part.map, part.title)
    for group in part.groups:
        _group(book, group, part.title, level + 1)
    for quotes in part.quotes:
        _quotes(book, quotes, level + 1)


def _map(book: Any, found: Map, title: str) -> None:
    if found.heat.sentence:
        book.add_paragraph(found.heat.sentence).paragraph_format.keep_with_next = True
    shape = book.add_picture(map_picture(found.drawing), width=word.WIDTH)
    book.paragraphs[-1].paragraph_format.keep_with_next = True
    shape._inline.docPr.set("descr", _("Map: %(title)s") % {"title": title})
    labels = "; ".join(label for _dark, label in found.heat.key)
    book.add_paragraph(_("From the lightest square to the darkest: %(labels)s.") % {"labels": labels})
    book.add_paragraph(found.note).paragraph_format.keep_with_next = True
    word.table(book, (_("Area of the square"), _("People who marked it")), found.heat.rows)


def _group(book: Any, group: Group, title: str, level: int) -> None:
    if group.title:
        book.add_heading(group.title, level)
    if group.title and group.sentence:
        book.add_paragraph(group.sentence).paragraph_format.keep_with_next = True
    if not group.figures:
        return
    drawn = chart(group.figures)
    shape = book.add_picture(picture(drawn), width=word.WIDTH)
    book.paragraphs[-1].paragraph_format.keep_with_next = True
    about = shape._inline.docPr
    about.set("descr", f"{group.title or title}. {drawn.words}")
    word.table(book, (_("Answer"), _("Result")), [(figure.label, figure.value) for figure in group.figures])


def _quotes(book: Any, quotes: Quotes, level: int) -> None:
    book.add_heading(quotes.title or _("Some of the answers"), level)
    for quote in quotes.texts:
        word.say(book.add_paragraph(style="List Bullet"), quote.text, quote.language)
