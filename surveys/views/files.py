"""Files in what a form sent. They are kept in the draft at once, whatever else is wrong on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.uploads import NotTakenError, Taken, name_of, take

from .. import actions
from ..engine.definition import Question
from ..engine.kinds import FIRST, Typed
from ..engine.kinds.file import REFUSED, endings, largest, most
from ..models import Draft
from ..posted import field_name


def field_of(question: Question) -> str:
    """The form field that carries new files; that of the question itself carries the keys of those to keep."""
    return field_name(question.id, "file")


def brings_files(questions: Sequence[Question], files: Any) -> bool:
    return any(one.kind == "file" and files.getlist(field_of(one)) for one in questions)


def without_files(questions: Sequence[Question], typed: dict[str, Typed]) -> dict[str, Typed]:
    """Before there is a draft: no key is known yet."""
    asked = {one.id for one in questions if one.kind == "file"}
    return {key: {} if key in asked else value for key, value in typed.items()}


def with_files(draft: Draft, questions: Sequence[Question], typed: dict[str, Typed], files: Any) -> dict[str, Typed]:
    """What was typed, with keys, sizes and names of the files in place of what the form said of them."""
    asked = [one for one in questions if one.kind == "file" and one.id in typed]
    return {**typed, **{one.id: _settled(draft, one, typed[one.id], files.getlist(field_of(one))) for one in asked}}


def _settled(draft: Draft, question: Question, typed: Typed, uploads: Sequence[Any]) -> Typed:
    kept = set(typed.get(FIRST, ()))
    room = most(question) - len(kept)
    taken: list[Taken] = []
    refused: list[str] = []
    for upload in uploads:
        try:
            if len(taken) >= room:
                raise NotTakenError("many")
            taken.append(take(upload, endings=endings(question), largest=largest(question)))
        except NotTakenError as error:
            refused.append(f"{error.reason}/{name_of(upload)}")
    known = actions.keep_files(draft=draft, question=question.id, kept=kept, taken=taken)
    return {FIRST: known, REFUSED: refused} if refused else {FIRST: known}
