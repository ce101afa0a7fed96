"""What a form of questions sends: the names of its fields, and what is kept of what came in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .engine.definition import Question
from .engine.kinds import FIRST, Typed, kind_of
from .engine.kinds.base import LONGEST

ASKED = "asked"  # the form field that names the questions that were shown
MOST_SENT = 300  # values of one part of a question


def field_name(question_id: str, part: str = FIRST) -> str:
    return f"q-{question_id}-{part}" if part else f"q-{question_id}"


def typed_in(questions: Sequence[Question], post: Any) -> dict[str, Typed]:
    """What a form sent for those of the questions that were shown in it."""
    shown = set(post.get(ASKED, "").split())
    return {
        question.id: {
            part: _held(post.getlist(field_name(question.id, part))) for part in kind_of(question.kind).parts(question)
        }
        for question in questions
        if question.id in shown
    }


def _held(sent: Sequence[str]) -> list[str]:
    """What a draft keeps of it: nothing that PostgreSQL does not hold, and no more than is looked at."""
    return [one.replace("\x00", "\ufffd")[:LONGEST] for one in sent[:MOST_SENT]]
