"""A page of questions as a template shows it: with what was typed, and what is wrong, at each part of each question."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.defaultfilters import filesizeformat
from wagtail.images.models import Image

from .engine.definition import Definition, Option, Question
from .engine.flow import Answers, Leaf, Walk
from .engine.kinds import FIRST, ON_A_MAP, Asked, Kind, Typed, kind_of
from .engine.kinds.budget import TOTAL
from .engine.kinds.choices import other_part
from .engine.kinds.file import endings, largest, most
from .engine.kinds.place import AREA, POINTS
from .engine.kinds.ranking import Ranking
from .engine.kinds.route import CORNERS
from .engine.kinds.scale import SKIP, Scale
from .engine.order import shuffled
from .engine.piping import piped
from .engine.texts import Text, say
from .posted import field_name
from .queries import pictures
from .quotas import Pair

TEMPLATES: Mapping[str, str] = {
    **dict.fromkeys(("choice", "choices", "age_group"), "choices"),
    **dict.fromkeys(("dropdown", "area"), "select"),
    **dict.fromkeys(("scale", "recommendation"), "scale"),
    **dict.fromkeys(("short_text", "number", "date", "email", "phone", "postal_code"), "line"),
    "long_text": "text",
    "matrix": "matrix",
    "ranking": "ranking",
    "budget": "budget",
    "place": "place",
    "route": "route",
    "file": "file",
    "consent": "consent",
    "information": "information",
    "section": "section",
}
# Attributes of an input of one line, by the type of question.
INPUTS: Mapping[str, Mapping[str, str]] = {
    "number": {"type": "text", "inputmode": "decimal"},
    "date": {"type": "text", "inputmode": "text"},
    "email": {"type": "email", "autocomplete": "email"},
    "phone": {"type": "tel", "autocomplete": "tel"},
    "postal_code": {"type": "text", "inputmode": "numeric", "autocomplete": "postal-code"},
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing to fill in. The template's error summary reads it as a form field."""

    name: str
    label: str
    value: str = ""
    values: Sequence[str] = ()
    errors: Sequence[str] = ()
    hint: str = ""

    @property
    def auto_id(self) -> str:
        return self.name

    @property
    def id_for_label(self) -> str:
        return self.name

    @property
    def describedby(self) -> str:
        return " ".join(filter(None, [self.hint, f"{self.name}-error" if self.errors else ""]))


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An option of a group. ``words``: where to write beside it; ``full``: its quota is."""

    value: str
    label: str
    checked: bool = False
    words: Part | None = None
    full: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    part: Part
    choices: Sequence[Choice]


@dataclass(frozen=True, kw_only=True)
class Field:
    """A question as it is shown. ``number`` counts the questions of the whole survey; 0 for what asks nothing."""

    question: Question
    number: int
    title: str
    help: str
    rule: str
    template: str
    part: Part
    choices: Sequence[Choice] = ()
    rows: Sequence[Row] = ()
    area: Part | None = None
    points: Part | None = None
    low: str = ""
    high: str = ""
    unit: str = ""
    input: Mapping[str, str] = field(default_factory=dict)
    total: int = 0
    picture: Image | None = None
    alt: str = ""

    @property
    def draws(self) -> str:
        """What a map is to be marked with."""
        if self.question.kind == "place":
            return "points"
        return "outline" if self.question.limit("closed", 0) else "line"

    @property
    def most(self) -> int:
        """How many points are taken."""
        return self.question.limit("max", 1) if self.question.kind == "place" else CORNERS

    @property
    def accept(self) -> str:
        """Endings of the files that are taken."""
        return ", ".join(endings(self.question))

    @property
    def largest(self) -> int:
        return largest(self.question)

    @property
    def most_files(self) -> int:
        return most(self.question)

    @property
    def hint_id(self) -> str:
        return f"{self.part.name}-hint" if self.help else ""

    @property
    def is_multiple(self) -> bool:
        return self.question.kind == "choices"

    def parts(self) -> Iterator[Part]:
        yield self.part
        yield from (choice.words for choice in self.choices if choice.words)
        yield from (row.part for row in self.rows)
        yield from filter(None, (self.area, self.points))


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page of the survey. ``place`` of ``of`` pages, the review being one more."""

    leaf: Leaf
    title: str
    text: str
    fields: Sequence[Field]
    place: int
    of: int
    guard: Any = None

    def __iter__(self) -> Iterator[Part]:
        for one in self.fields:
            yield from one.parts()

    @property
    def errors(self) -> Mapping[str, Sequence[str]]:
        found = {part.name: part.errors for part in self if part.errors}
        general = self.non_field_errors
        return {**found, "": general} if general else found

    @property
    def non_field_errors(self) -> Sequence[str]:
        return list(self.guard.non_field_errors()) if self.guard is not None and self.guard.is_bound else []

    @property
    def takes_files(self) -> bool:
        return any(one.question.kind == "file" for one in self.fields)

    @property
    def asked(self) -> str:
        return " ".join(self.leaf.ids())


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Says the texts of a survey in a language, with earlier answers repeated in them."""

    definition: Definition
    walked: Walk
    language: str

    def __call__(self, text: Text) -> str:
        return piped(
            say(text, self.language, self.definition.language), self.definition, self.walked.values, self.language
        )

    def numbers(self) -> Mapping[str, int]:
        """The numbers of the questions that are shown."""
        asked = [one.question for leaf in self.walked.leaves for one in leaf.asked if kind_of(one.question.kind).stores]
        return {question.id: number for number, question in enumerate(asked, start=1)}


def sheet(
    leaf: Leaf,
    tell: Teller,
    answers: Answers,
    *,
    seed: str,
    wrong: Mapping[str, Mapping[str, Any]],
    full: Collection[Pair] = (),
    guard: Any = None,
) -> Sheet:
    """``answers``: what was typed; ``wrong``: what is to be told as wrong, by question and part; ``full``: options that
    take no more answers. Two queries, where questions have pictures."""
    numbers, images = tell.numbers(), pictures(one.question for one in leaf.asked)
    fields = [
        _Drawing(one, tell, answers.get(one.question.id, {}), wrong.get(one.question.id, {}), seed, full).field(
            numbers.get(one.question.id, 0), images.get(one.question.picture or 0)
        )
        for one in leaf.asked
    ]
    return Sheet(
        leaf=leaf,
        title=tell(leaf.page.title),
        text=tell(leaf.page.text),
        fields=fields,
        place=tell.walked.place(leaf.id),
        of=len(tell.walked.leaves) + 1,
        guard=guard,
    )


@dataclass(frozen=True)
class _Drawing:
    asked: Asked
    tell: Teller
    typed: Typed
    wrong: Mapping[str, Any]
    seed: str
    full: Collection[Pair]

    @property
    def question(self) -> Question:
        return self.asked.question

    @property
    def kind(self) -> Kind:
        return kind_of(self.question.kind)

    def field(self, number: int, picture: Image | None) -> Field:
        question, labels = self.question, self.question.labels
        title = self.tell(question.title)
        return Field(
            question=question,
            number=number,
            title=title,
            help=self.tell(question.help),
            rule=self.kind.rule(question),
            template=f"surveys/kinds/{self._template()}.html",
            part=self._part(FIRST, title, hint=self._hints()),
            choices=self._choices(),
            rows=self._rows(),
            area=self._part(AREA, title) if question.kind == "place" else None,
            points=self._part(POINTS, title) if question.kind in ON_A_MAP else None,
            low=self.tell(labels.get("low", {})),
            high=self.tell(labels.get("high", {})),
            unit=self.tell(labels.get("unit", {})),
            input=INPUTS.get(question.kind, {"type": "text"}),
            total=question.limit("total", TOTAL) if question.kind == "budget" else 0,
            picture=picture,
            alt=self.tell(question.alt),
        )

    def _hints(self) -> str:
        """The ids of what is said to help."""
        own = field_name(self.question.id)
        said = {f"{own}-hint": self.question.help, f"{own}-rule": self.kind.rule(self.question)}
        return " ".join(key for key, text in said.items() if text)

    def _template(self) -> str:
        """A scale with words at its steps is a list of choices."""
        kind = self.kind
        return "choices" if isinstance(kind, Scale) and kind.is_worded(self.question) else TEMPLATES[self.question.kind]

    def _part(self, part: str, label: str, *, hint: str = "") -> Part:
        sent = list(self.typed.get(part) or ())
        errors = [str(self.wrong[part])] if part in self.wrong else []
        name = field_name(self.question.id, part)
        return Part(name=name, label=label, value=sent[0] if sent else "", values=sent, errors=errors, hint=hint)

    def _options(self) -> Sequence[Option]:
        return shuffled(self.asked.options, self.seed) if self.question.shuffled else self.asked.options

    def _choices(self) -> Sequence[Choice]:
        if isinstance(self.kind, Scale):
            return self._numbers(self.kind)
        if self.question.kind == "file":
            parted = (one.split("/", 2) for one in self.typed.get(FIRST, ()))
            return [Choice(value=key, label=f"{name} ({filesizeformat(size)})") for key, size, name in parted]
        sent = self.typed.get(AREA if self.question.kind == "place" else FIRST) or ()
        return [self._choice(option, sent) for option in self._options()]

    def _choice(self, option: Option, sent: Sequence[str]) -> Choice:
        label = self.tell(option.text)
        words = self._part(other_part(option.id), label) if option.other else None
        full = (self.question.id, option.id) in self.full
        return Choice(value=option.id, label=label, checked=option.id in sent, words=words, full=full)

    def _numbers(self, kind: Scale) -> Sequence[Choice]:
        sent = self.typed.get(FIRST) or ()
        worded = kind.is_worded(self.question)
        words = {n: self.tell(kind.words(self.question, n)) if worded else "" for n in kind.numbers(self.question)}
        found = [Choice(value=str(n), label=f"{n} {said}".strip(), checked=str(n) in sent) for n, said in words.items()]
        if "skip" in self.question.labels:
            found.append(Choice(value=SKIP, label=self.tell(self.question.labels["skip"]), checked=SKIP in sent))
        return found

    def _rows(self) -> Sequence[Row]:
        kind = self.kind
        if self.question.kind == "matrix":
            return [
                self._row(row, [(option.id, self.tell(option.text)) for option in self.asked.options])
                for row in self.asked.rows
            ]
        if isinstance(kind, Ranking):
            places = [(str(place), str(place)) for place in kind.places(self.asked)]
            return [self._row(option, places) for option in self._options()]
        if self.question.kind == "budget":
            return [self._row(option, []) for option in self._options()]
        return []

    def _row(self, row: Option, choices: Sequence[tuple[str, str]]) -> Row:
        part = self._part(row.id, self.tell(row.text))
        return Row(
            part=part,
            choices=[Choice(value=value, label=label, checked=value == part.value) for value, label in choices],
        )


@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer in words, for the review."""

    number: int
    title: str
    answers: Sequence[str]
    page_id: str
    wrong: bool


def said(tell: Teller) -> Iterator[tuple[Leaf, str, list[Said]]]:
    """Each page that is shown, its title and its questions with their answers."""
    numbers = tell.numbers()
    for leaf in tell.walked.leaves:
        asked = [one.question for one in leaf.asked if one.question.id in numbers]
        yield leaf, tell(leaf.page.title), [_said(question, leaf, tell, numbers) for question in asked]


def _said(question: Question, leaf: Leaf, tell: Teller, numbers: Mapping[str, int]) -> Said:
    values = tell.walked.values
    known = question.id in values
    answers = kind_of(question.kind).say(question, values[question.id], tell.language) if known else []
    return Said(
        number=numbers[question.id],
        title=tell(question.title),
        answers=list(answers),
        page_id=leaf.id,
        wrong=question.id in tell.walked.wrong,
    )
