"""One survey of all its versions: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..engine.definition import Definition, Option, Question
from .counting import counted


def merged(definitions: Sequence[Definition]) -> list[Question]:
    """The questions as the newest version says them, then those that only earlier ones asked; options likewise.
    ``definitions``: the oldest first."""
    found: dict[str, Question] = {}
    for definition in reversed(definitions):
        for question in definition.questions():
            if counted(question):
                newer = found.get(question.id)
                found[question.id] = _with(newer, question) if newer else question
    return list(found.values())


def _with(newer: Question, older: Question) -> Question:
    limits = {**older.limits, **newer.limits}
    for name, chosen in (("min", min), ("max", max)):
        known = [one.limits[name] for one in (newer, older) if name in one.limits]
        if known and newer.kind == older.kind == "scale":
            limits[name] = chosen(map(int, known))
    return replace(
        newer,
        options=_both(newer.options, older.options),
        rows=_both(newer.rows, older.rows),
        labels={**older.labels, **newer.labels},
        limits=limits,
    )


def _both(newer: tuple[Option, ...], older: tuple[Option, ...]) -> tuple[Option, ...]:
    known = {option.id for option in newer}
    return (*newer, *(option for option in older if option.id not in known))
