"""Files that a respondent sends. The bytes are kept elsewhere (`surveys.models.SentFile`); here is what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.uploads import DOCUMENTS, MEGABYTE, PICTURES, REASONS

from ..definition import Question
from .base import FIRST, Asked, Cell, Kind, Typed, Value, Wrong

REFUSED = "refused"  # the part that holds what was not taken: a reason and a name


class File(Kind):
    """``[{"key", "name", "size"}]``; what was typed is «key/size/name», written by us and never by a form. Limits:
    ``max`` files, ``megabytes`` of each, ``pictures`` and ``documents``: whether they are taken; neither is both."""

    name = "file"
    label = _("File")
    missing = _("Choose a file.")

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        if refused := typed.get(REFUSED):
            reason, _slash, name = refused[0].partition("/")
            limits = {"size": filesizeformat(largest(asked.question)), "most": most(asked.question)}
            raise Wrong({FIRST: REASONS[reason] % {"name": name, **limits}})
        parted = [one.split("/", 2) for one in typed.get(FIRST, ())]
        found = [
            {"key": one[0], "name": one[2], "size": int(one[1])}
            for one in parted
            if len(one) == 3 and one[1].isdecimal()
        ]
        return found[: most(asked.question)] or None

    def fill(self, question: Question, value: Value) -> Typed:
        return {FIRST: [f"{one['key']}/{one['size']}/{one['name']}" for one in value]}

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        return [", ".join(map(filed, value)) if value else None]

    def say(self, question: Question, value: Value, language: str) -> Sequence[str]:
        with override(language):
            return [
                f"{one['name'] or _now('a file that has been deleted')} ({filesizeformat(one['size'])})"
                for one in value
            ]


def most(question: Question) -> int:
    return int(min(question.limit("max", 1), settings.SURVEY_FILES))


def largest(question: Question) -> int:
    """Bytes of one file."""
    most_megabytes = settings.SURVEY_FILE_MEGABYTES
    return int(min(question.limit("megabytes", most_megabytes), most_megabytes)) * MEGABYTE


def endings(question: Question) -> Sequence[str]:
    pictures, documents = question.limit("pictures", 0), question.limit("documents", 0)
    return [*(PICTURES if pictures or not documents else ()), *(DOCUMENTS if documents or not pictures else ())]


def filed(one: Mapping[str, Any]) -> str:
    """The name by which tables and packages know a file."""
    return f"{one['key'][:8]}-{one['name']}"
