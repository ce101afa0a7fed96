"""Which pages, questions and options are shown for what has been answered so far, what is required, and what is kept.

Everything follows from one walk from the first page on. A condition sees the answers of questions that were shown
before it; what is hidden has no answer, so it is neither required nor kept nor counted. Jumps lead onwards only, so
every walk ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .conditions import Facts, holds
from .definition import END, Definition, Option, Page, Question
from .kinds import Asked, Typed, Value, Wrong, kind_of

Answers = Mapping[str, Typed]  # what was typed, by question


@dataclass(frozen=True)
class Leaf:
    """A page as it is shown."""

    page: Page
    asked: tuple[Asked, ...]

    @property
    def id(self) -> str:
        return self.page.id

    def ids(self) -> list[str]:
        return [asked.question.id for asked in self.asked]


@dataclass(frozen=True)
class Walk:
    """``values``: sound answers by question. ``wrong``: what is wrong or missing by question and part, with the reason;
    a survey can be sent when nothing is."""

    leaves: tuple[Leaf, ...]
    values: Mapping[str, Value]
    wrong: Mapping[str, Mapping[str, Any]]

    def leaf(self, page_id: str) -> Leaf | None:
        return next((leaf for leaf in self.leaves if leaf.id == page_id), None)

    def place(self, page_id: str) -> int:
        """Which page this is, from 1. Raises ValueError for one that is not shown."""
        return [leaf.id for leaf in self.leaves].index(page_id) + 1

    def after(self, page_id: str) -> Leaf | None:
        """The page that follows; ``None`` after the last."""
        return next(iter(self.leaves[self.place(page_id) :]), None)

    def before(self, page_id: str) -> Leaf | None:
        place = self.place(page_id)
        return self.leaves[place - 2] if place > 1 else None

    def is_sound(self, leaf: Leaf) -> bool:
        return not any(question_id in self.wrong for question_id in leaf.ids())

    def first_wrong(self) -> Leaf | None:
        """The first page with something to correct."""
        return next((leaf for leaf in self.leaves if not self.is_sound(leaf)), None)

    def asked_ids(self) -> set[str]:
        return {question_id for leaf in self.leaves for question_id in leaf.ids()}


@dataclass
class _Course:
    """What is known on the way."""

    answers: Answers
    facts: dict[str, Facts] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    wrong: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def ask(self, question: Question) -> Asked | None:
        """The question as it is shown, its answer taken in; ``None`` when it is hidden."""
        if not (holds(question.section_if, self.facts) and holds(question.shown_if, self.facts)):
            return None
        asked = Asked(question=question, options=self._shown(question.options), rows=self._shown(question.rows))
        self._take(asked)
        return asked

    def _shown(self, options: Sequence[Option]) -> tuple[Option, ...]:
        return tuple(option for option in options if holds(option.shown_if, self.facts))

    def _take(self, asked: Asked) -> None:
        question, kind = asked.question, kind_of(asked.question.kind)
        try:
            value = kind.parse(asked, self.answers.get(question.id, {}))
        except Wrong as wrong:
            self.wrong[question.id] = wrong.parts
            return
        if question.required and (missing := kind.require(asked, value)):
            self.wrong[question.id] = missing
        if value is not None:
            self.values[question.id] = value
            self.facts[question.id] = kind.facts(question, value)


def walk(definition: Definition, answers: Answers) -> Walk:
    course = _Course(answers)
    leaves: list[Leaf] = []
    target = ""
    for place, page in enumerate(definition.pages):
        if target not in ("", page.id):
            continue
        target = ""
        if not holds(page.shown_if, course.facts):
            continue
        asked = tuple(found for question in page.questions if (found := course.ask(question)) is not None)
        if asked:
            leaves.append(Leaf(page, asked))
        target = _jump(page, definition.pages[place + 1 :], course.facts)
    return Walk(tuple(leaves), course.values, course.wrong)


def _jump(page: Page, later: Sequence[Page], facts: Mapping[str, Facts]) -> str:
    """Where to go on: a later page, `END`, or nowhere in particular. The first jump that holds decides; one that does
    not lead onwards is no jump."""
    onwards = {END, *(after.id for after in later)}
    found = (jump.to for jump in page.jumps if jump.to in onwards and holds(jump.condition, facts))
    return next(found, "")


def pruned(definition: Definition, answers: Answers) -> dict[str, Typed]:
    """What was typed without what is hidden."""
    shown = walk(definition, answers).asked_ids()
    return {question_id: typed for question_id, typed in answers.items() if question_id in shown}


def filled(definition: Definition, values: Mapping[str, Value]) -> dict[str, Typed]:
    """The form of answers that were kept, to be changed. What the definition no longer asks is left out."""
    known = definition.by_id
    return {
        question_id: kind_of(known[question_id].kind).fill(known[question_id], value)
        for question_id, value in values.items()
        if question_id in known
    }


def apart(definition: Definition, values: Mapping[str, Value]) -> tuple[dict[str, Value], dict[str, Value]]:
    """The answers, and what leads to a person and is kept apart from them."""
    known = definition.by_id
    contacts = {key: value for key, value in values.items() if kind_of(known[key].kind).apart}
    return {key: value for key, value in values.items() if key not in contacts}, contacts
