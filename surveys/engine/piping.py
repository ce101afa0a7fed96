"""Texts that repeat an answer: ``{code}`` stands for what was answered to the question of that code."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .definition import Definition
from .kinds import Value, kind_of

_CODE = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
NOT_ANSWERED = "…"


def codes_in(text: str) -> list[str]:
    return _CODE.findall(text)


def unpiped(text: str) -> str:
    """The text as somebody reads it who has answered nothing."""
    return _CODE.sub(NOT_ANSWERED, text)


def piped(text: str, definition: Definition, values: Mapping[str, Value], language: str) -> str:
    """The text with answers in it. What nobody answered is `NOT_ANSWERED`; an unknown code stays as it stands."""

    def said(match: re.Match[str]) -> str:
        question = definition.by_code.get(match[1])
        if question is None:
            return match[0]
        if question.id not in values:
            return NOT_ANSWERED
        return ", ".join(kind_of(question.kind).say(question, values[question.id], language))

    return _CODE.sub(said, text)
