"""What quotas count of answers, and what is said when one is full: pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.refusal import Refusal

from .engine.definition import Definition, Question
from .engine.flow import Walk
from .engine.kinds import FIRST, OF_OPTIONS, kind_of

Pair = tuple[str, str]  # a question and one of its options
WHOLE: Pair = ("", "")
FULL = Refusal(
    "full", _("This survey has received as many answers as it asked for. Thank you for wanting to take part.")
)
FULL_OPTION = _(
    "As many answers as were asked for have come from those who chose this. If it is right for you, we thank you: "
    "no more is needed."
)


def counted(question: Question) -> bool:
    """Whether its options can have a quota."""
    return question.kind in OF_OPTIONS


def pairs_of(definition: Definition, values: Mapping[str, Any]) -> set[Pair]:
    """What a response counts to."""
    known = definition.by_id
    found = {WHOLE}
    for question_id, value in values.items():
        question = known.get(question_id)
        if question is not None and counted(question):
            found |= {(question_id, option) for option in kind_of(question.kind).facts(question, value).chosen}
    return found


def judged(walked: Walk, definition: Definition, full: Collection[Pair]) -> Walk:
    """With what is full told as wrong at its question."""
    chosen = pairs_of(definition, walked.values) & set(full) if full else set()
    wrong = {question: {FIRST: FULL_OPTION} for question, _option in chosen if question}
    return replace(walked, wrong={**walked.wrong, **wrong}) if wrong else walked
