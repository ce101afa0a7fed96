"""The numbers of a consultation as bars, on its page and in its report."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from surveys.results.shapes import Figure, Group

from .queries import Closing


def said(figures: Closing) -> list[Group]:
    """In the language that is active; without those that have nothing to show."""
    told = (
        (_("Opinions by section"), figures.sections),
        (_("Opinions by theme"), figures.themes),
        (_("Places by area"), figures.areas),
    )
    return [Group(title=title, figures=bars(rows)) for title, rows in told if rows]


def answered(figures: Closing) -> list[Group]:
    return [Group(title=_("Outcomes"), figures=bars(figures.outcomes))] if figures.outcomes else []


def bars(rows: Sequence[tuple[str, int]]) -> list[Figure]:
    """Shares of all of them."""
    total = sum(number for _name, number in rows) or 1
    return [
        Figure(
            label=name, number=number, said=f"{number} ({round(100 * number / total)} %)", width=100 * number // total
        )
        for name, number in rows
    ]
