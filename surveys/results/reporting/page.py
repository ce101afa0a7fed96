"""A report as a page of HTML for print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from ..shapes import Group
from .charting import chart
from .shapes import Report

STYLE = "css/report.css"


def context(report: Report) -> dict[str, Any]:
    parts = [*report.questions, *([report.profile] if report.profile else [])]
    return {"report": report, "parts": [(part, list(_drawn(part.groups))) for part in parts]}


def written(report: Report) -> str:
    """A page that stands alone, its style in it."""
    style = Path(str(finders.find(STYLE))).read_text(encoding="utf-8")
    own = {"style": format_html("<style>{}</style>", mark_safe(style))}  # noqa: S308  our own file
    return render_to_string("surveys/report.html", {**context(report), **own})


def _drawn(groups: Sequence[Group]) -> Iterator[tuple[Group, Any]]:
    for group in groups:
        yield group, chart(group.figures)
