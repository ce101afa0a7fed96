"""A report as a document of Word (DOCX): real headings and tables, pictures that say what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx import Document
from docx.enum.text import WD_BREAK

from surveys.results.reporting import word
from surveys.results.reporting.charting import chart
from surveys.results.reporting.drawing import picture

from ..tabling import Row
from . import flowing, mapping
from .gathering import Report
from .telling import about, heading, outcome


def write(report: Report, path: Path, progress: Callable[[int], None] = lambda done: None) -> None:
    """In the language that is active, which is the report's."""
    book, kind = Document(), _("Report of a consultation")
    word.dress(book, title=report.title, author=report.municipality, language=report.language, subject=kind)
    _cover(book, report, kind)
    _figures(book, report)
    _silent(book, report)
    _decisions(book, report)
    flowing.save(book, path, _chapters(book, report, progress))


def _chapters(book: Any, report: Report, progress: Callable[[int], None]) -> Iterator[str]:
    done, (chapter_style, heading_style) = 0, (book.styles[name].style_id for name in ("Heading 1", "Heading 3"))
    for chapter in report.chapters:
        yield flowing.paragraph(f"{chapter.title} ({chapter.number})", style=chapter_style)
        for row in report.rows(chapter):
            yield from _opinion(row, report, heading_style)
            done += 1
            progress(done)


def _cover(book: Any, report: Report, kind: str) -> None:
    book.add_paragraph(report.municipality)
    book.add_heading(report.title, 0)
    book.add_paragraph(kind, style="Subtitle")
    made = (_("This report was made"), date_format(report.made_on, "SHORT_DATE_FORMAT"))
    word.table(book, (_("About the consultation"), ""), [*report.facts, made], headed=False)
    book.add_paragraph()
    book.add_paragraph(report.note).add_run().add_break(WD_BREAK.PAGE)


def _figures(book: Any, report: Report) -> None:
    book.add_heading(_("What was said"), 1)
    for group in report.groups:
        book.add_heading(group.title, 2)
        drawn = chart(group.figures)
        shape = book.add_picture(picture(drawn), width=word.WIDTH)
        shape._inline.docPr.set("descr", f"{group.title}. {drawn.words}")
        book.paragraphs[-1].paragraph_format.keep_with_next = True
        word.table(
            book, (_("Group"), pgettext("count", "Number")), [(figure.label, figure.value) for figure in group.figures]
        )
    if report.drawing:
        book.add_heading(_("Places on the map"), 2)
        shape = book.add_picture(mapping.picture(report.drawing), width=word.WIDTH)
        shape._inline.docPr.set("descr", report.drawn)


def _silent(book: Any, report: Report) -> None:
    if not report.silent:
        return
    book.add_heading(_("Asked, but gave no statement"), 1)
    for words, names in report.silent:
        book.add_heading(words, 2)
        for name in names:
            book.add_paragraph(name, style="List Bullet")


def _decisions(book: Any, report: Report) -> None:
    if not report.decisions:
        return
    book.add_heading(_("What was decided"), 1)
    for decision in report.decisions:
        day = date_format(decision["date"], "SHORT_DATE_FORMAT") if decision.get("date") else ""
        parts = [decision["title"], decision.get("body"), day, decision.get("number"), decision.get("url")]
        book.add_paragraph(" · ".join(str(part) for part in parts if part))
        if decision.get("effect"):
            book.add_paragraph(str(decision["effect"]))


def _opinion(row: Row, report: Report, style: str) -> Iterator[str]:
    yield flowing.paragraph(heading(row), style=style)
    yield flowing.paragraph(about(row, personal=report.personal), with_next=True)
    if row.opinion.body:
        yield flowing.paragraph(row.opinion.body, language=word.region(row.opinion.language))
    if row.text:
        yield flowing.paragraph(_("Response of the municipality"), bold=True, with_next=True)
        yield flowing.paragraph(row.text)
    if said := outcome(row):
        yield flowing.paragraph(said)
