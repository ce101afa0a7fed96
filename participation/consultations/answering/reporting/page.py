"""A report as a page of HTML for print, that stands alone; written opinion by opinion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from surveys.results.reporting.charting import chart

from .gathering import Report
from .telling import about, heading, outcome

STYLE = "css/report.css"


def write(report: Report, path: Path, progress: Callable[[int], None] = lambda done: None) -> None:
    """In the language that is active, which is the report's."""
    style = Path(str(finders.find(STYLE))).read_text(encoding="utf-8")
    head = {
        "report": report,
        "groups": [(group, chart(group.figures)) for group in report.groups],
        "style": format_html("<style>{}</style>", mark_safe(style)),  # noqa: S308  our own file
    }
    drawn, done = get_template("consultations/report/opinion.html"), 0
    with path.open("w", encoding="utf-8") as file:
        file.write(render_to_string("consultations/report/head.html", head))
        for chapter in report.chapters:
            file.write(render_to_string("consultations/report/chapter.html", {"chapter": chapter}))
            for row in report.rows(chapter):
                file.write(
                    drawn.render(
                        {
                            "row": row,
                            "heading": heading(row),
                            "about": about(row, personal=report.personal),
                            "outcome": outcome(row),
                        }
                    )
                )
                done += 1
                progress(done)
        file.write("</main></body></html>")
