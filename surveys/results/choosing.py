"""Which responses are looked at: pure. What can be chosen in a question is a cell, as in `counting`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ..engine.definition import Question
from ..engine.kinds import OF_OPTIONS, Value, kind_of
from ..engine.kinds.consent import YES
from ..engine.kinds.matrix import cell_fact
from ..engine.kinds.recommendation import Recommendation
from ..engine.kinds.scale import SKIP, Scale
from ..engine.texts import Text

Say = Callable[[Text], str]


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What narrows the responses, each empty for no limit: their ``language``, days (both included), and ``chosen``, a
    question and a cell of it that was chosen."""

    language: str = ""
    since: date | None = None
    until: date | None = None
    chosen: tuple[str, str] | None = None

    def __bool__(self) -> bool:
        return self != EVERYBODY

    @property
    def mark(self) -> str:
        """By which counts of it are remembered."""
        return "|".join(str(one or "") for one in (self.language, self.since, self.until, self.chosen))


EVERYBODY = Selection()


def alternatives(question: Question, say: Say) -> dict[str, str]:
    """What can be chosen in a question, in words; nothing for a question in which nothing is chosen."""
    if question.kind in OF_OPTIONS:
        return {option.id: say(option.text) for option in question.options}
    if question.kind in ("scale", "recommendation"):
        return steps(question, say)
    if question.kind == "consent":
        return {YES: _("Agreed")}
    if question.kind == "matrix":
        return {
            cell_fact(row.id, option.id): f"{say(row.text)}: {say(option.text)}"
            for row in question.rows
            for option in question.options
        }
    return {}


def steps(question: Question, say: Say, *, skipped: bool = False) -> dict[str, str]:
    """The numbers of a scale, with their words; ``skipped``: somebody could not say."""
    kind = Recommendation() if question.kind == "recommendation" else Scale()
    labels = {str(one): f"{one} {say(kind.words(question, one))}".strip() for one in kind.numbers(question)}
    if "skip" in question.labels or skipped:
        labels[SKIP] = say(question.labels.get("skip", {})) or _("Cannot say")
    return labels


def chosen_in(question: Question, value: Value) -> frozenset[str]:
    """The cells that an answer names."""
    return kind_of(question.kind).facts(question, value).chosen


def chose(questions: Mapping[str, Question], answers: Mapping[str, Value], wanted: tuple[str, str] | None) -> bool:
    """Whether a response is among those that are wanted."""
    if wanted is None:
        return True
    question, cell = wanted
    return question in answers and question in questions and cell in chosen_in(questions[question], answers[question])
