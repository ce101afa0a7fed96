"""A report as a document of Word (DOCX): real headings and tables, pictures that say what they show."""

from __future__ import annotations

from collections.abc import Callable
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

from . import mapping
from .gathering import Report
from .telling import about, heading, outcome


def write(report: Report, path: Path, progress: Callable[[int], None] = lambda done: None) -> None:
    """In the language that is active, which is the report's."""
    book, kind = Document(), _("Report of a consultation")
    word.dress(book, title=report.title, author=report.municipality, language=report.language, subject=kind)
    _cover(book, report, kind)
    _figures(book, report)
    _decisions(book, report)
    done = 0
    styles = {name: book.styles[name] for name in ("Heading 3", "Normal")}
    for chapter in report.chapters:
        book.add_heading(f"{chapter.title} ({chapter.number})", 1)
        for row in report.rows(chapter):
            _opinion(book, row, report, styles)
            done += 1
            progress(done)
    book.save(str(path))


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


def _opinion(book: Any, row: Any, report: Report, styles: dict[str, Any]) -> None:
    add = book._body.add_paragraph
    add(heading(row), styles["Heading 3"])
    add(about(row, personal=report.personal), styles["Normal"]).paragraph_format.keep_with_next = True
    if row.opinion.body:
        word.say(add("", styles["Normal"]), row.opinion.body, row.opinion.language)
    if row.text:
        add(_("Response of the municipality"), styles["Normal"]).runs[0].bold = True
        add(row.text, styles["Normal"])
    if said := outcome(row):
        add(said, styles["Normal"])
