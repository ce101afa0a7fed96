"""A definition as one respondent meets it."""

from __future__ import annotations

from dataclasses import replace

from .engine.definition import Definition
from .engine.kinds import kind_of


def asked_again(definition: Definition) -> Definition:
    """Without what is kept apart from the answers: nothing leads back to it when they are changed."""
    pages = tuple(
        replace(page, questions=tuple(one for one in page.questions if not kind_of(one.kind).apart))
        for page in definition.pages
    )
    return replace(definition, pages=pages)


def on_paper(definition: Definition) -> Definition:
    """With nothing required: what is missing from a paper that has come cannot be asked for."""
    pages = tuple(
        replace(page, questions=tuple(replace(one, required=False) for one in page.questions))
        for page in definition.pages
    )
    return replace(definition, pages=pages)
