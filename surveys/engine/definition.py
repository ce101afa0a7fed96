"""What a survey asks: pages of questions with options, and the logic between them. Texts are in every language side by
side, so that the logic exists once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from .conditions import Condition
from .dimensions import Dimension, Level
from .texts import Text

SECTION = "section"  # the kind of what begins a section
END = "end"  # where a jump may lead besides pages: to the review before sending


@dataclass(frozen=True, kw_only=True)
class Option:
    """An answer that can be chosen, or a row of a matrix. ``other`` asks for words beside it; ``exclusive`` goes with
    no other; both keep their place when options are shuffled. ``points`` count in dimensions; ``None`` is no answer to
    them, as «I cannot say» is none."""

    id: str
    text: Text = field(default_factory=dict)
    shown_if: Condition | None = None
    other: bool = False
    exclusive: bool = False
    points: int | None = None

    @property
    def is_fixed(self) -> bool:
        return self.other or self.exclusive


@dataclass(frozen=True, kw_only=True)
class Question:
    """``kind`` names a `kinds.Kind`. ``code`` is what staff call it: in tables, and in texts that repeat its answer.
    ``section_if`` is the condition of the section that it stands in, which begins with a question of the kind «section».
    ``limits`` are whole numbers or ISO days by name, ``labels`` further texts; which ones there are is told by the kind.
    ``picture`` is the id of an image, ``alt`` its words for who does not see it; an image without is decoration."""

    id: str
    kind: str
    title: Text = field(default_factory=dict)
    help: Text = field(default_factory=dict)
    code: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    shown_if: Condition | None = None
    section_if: Condition | None = None
    shuffled: bool = False
    limits: Mapping[str, int | str] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    picture: int | None = None
    alt: Text = field(default_factory=dict)

    def limit(self, name: str, default: int) -> int:
        """A limit that is a whole number."""
        value = self.limits.get(name)
        return default if value is None else int(value)

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, kw_only=True)
class Jump:
    """From the end of a page to a later one (its id) or to `END`, when the condition holds, or always."""

    to: str
    condition: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    id: str
    title: Text = field(default_factory=dict)
    text: Text = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    shown_if: Condition | None = None
    jumps: tuple[Jump, ...] = ()

    def section(self, question_id: str) -> tuple[Question, ...]:
        """What stands in the section that begins with a question."""
        ids = [question.id for question in self.questions]
        after = self.questions[ids.index(question_id) + 1 :]
        return tuple(takewhile(lambda question: question.kind != SECTION, after))


@dataclass(frozen=True, kw_only=True)
class Definition:
    """``language`` is the one that everything is said in. A survey with ``dimensions`` is scored; ``levels`` are those
    of the total, ``group`` is the id of the question by which scores are compared, if any."""

    language: str
    pages: tuple[Page, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    levels: tuple[Level, ...] = ()
    group: str = ""

    def questions(self) -> Iterator[Question]:
        for page in self.pages:
            yield from page.questions

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions()}

    @cached_property
    def by_code(self) -> Mapping[str, Question]:
        return {question.code: question for question in self.questions() if question.code}

    def page(self, page_id: str) -> Page | None:
        return next((page for page in self.pages if page.id == page_id), None)
