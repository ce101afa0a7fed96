"""A definition as JSON, and back: how versions are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .conditions import Clause, Condition, Op
from .definition import Definition, Jump, Option, Page, Question
from .dimensions import Dimension, Level
from .texts import NOTHING

FORMAT = 3
READ = (1, 2, FORMAT)  # 1 knew nothing of points, 2 nothing of sections


def to_json(definition: Definition) -> dict[str, Any]:
    """What is empty is left out."""
    pages = [_page(page) for page in definition.pages]
    scored = _filled(
        dimensions=[_dimension(dimension) for dimension in definition.dimensions],
        levels=[_level(level) for level in definition.levels],
        group=definition.group,
    )
    return {"format": FORMAT, "language": definition.language, "pages": pages, **scored}


def from_json(data: Mapping[str, Any]) -> Definition:
    """Raises ValueError for a format of another time, KeyError for what is no definition."""
    if data["format"] not in READ:
        raise ValueError(f"a definition of format {data['format']}")
    return Definition(
        language=data["language"],
        pages=tuple(map(_read_page, data["pages"])),
        dimensions=tuple(map(_read_dimension, data.get("dimensions", ()))),
        levels=tuple(map(_read_level, data.get("levels", ()))),
        group=data.get("group", ""),
    )


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, False, "", [], {}, ())}


def _condition(condition: Condition | None) -> dict[str, Any] | None:
    if condition is None:
        return None
    clauses = [_filled(question=t.question, op=str(t.op), values=list(t.values)) for t in condition.clauses]
    return {"clauses": clauses, **_filled(any_of=condition.any_of)}


def _option(option: Option) -> dict[str, Any]:
    """No points at all are another thing than none, which `_filled` would leave out."""
    found = _filled(
        id=option.id,
        text=dict(option.text),
        shown_if=_condition(option.shown_if),
        other=option.other,
        exclusive=option.exclusive,
    )
    return found if option.points is None else {**found, "points": option.points}


def _question(question: Question) -> dict[str, Any]:
    return _filled(
        id=question.id,
        kind=question.kind,
        title=dict(question.title),
        help=dict(question.help),
        code=question.code,
        required=question.required,
        options=[_option(option) for option in question.options],
        rows=[_option(row) for row in question.rows],
        shown_if=_condition(question.shown_if),
        section_if=_condition(question.section_if),
        shuffled=question.shuffled,
        limits=dict(question.limits),
        labels={name: dict(text) for name, text in question.labels.items()},
        picture=question.picture,
        alt=dict(question.alt),
    )


def _page(page: Page) -> dict[str, Any]:
    return _filled(
        id=page.id,
        title=dict(page.title),
        text=dict(page.text),
        questions=[_question(question) for question in page.questions],
        shown_if=_condition(page.shown_if),
        jumps=[_filled(to=jump.to, condition=_condition(jump.condition)) for jump in page.jumps],
    )


def _level(level: Level) -> dict[str, Any]:
    return {"starts": level.starts, **_filled(id=level.id, name=dict(level.name), advice=dict(level.advice))}


def _dimension(dimension: Dimension) -> dict[str, Any]:
    found = _filled(
        id=dimension.id,
        name=dict(dimension.name),
        questions=list(dimension.questions),
        levels=[_level(level) for level in dimension.levels],
    )
    return {**found, "weight": dimension.weight}


def _read_condition(data: Mapping[str, Any] | None) -> Condition | None:
    if data is None:
        return None
    clauses = tuple(
        Clause(question=clause["question"], op=Op(clause["op"]), values=tuple(clause.get("values", ())))
        for clause in data["clauses"]
    )
    return Condition(clauses=clauses, any_of=data.get("any_of", False))


def _read_option(data: Mapping[str, Any]) -> Option:
    return Option(
        id=data["id"],
        text=data.get("text", NOTHING),
        shown_if=_read_condition(data.get("shown_if")),
        other=data.get("other", False),
        exclusive=data.get("exclusive", False),
        points=data.get("points"),
    )


def _read_question(data: Mapping[str, Any]) -> Question:
    return Question(
        id=data["id"],
        kind=data["kind"],
        title=data.get("title", NOTHING),
        help=data.get("help", NOTHING),
        code=data.get("code", ""),
        required=data.get("required", False),
        options=tuple(map(_read_option, data.get("options", ()))),
        rows=tuple(map(_read_option, data.get("rows", ()))),
        shown_if=_read_condition(data.get("shown_if")),
        section_if=_read_condition(data.get("section_if")),
        shuffled=data.get("shuffled", False),
        limits=data.get("limits", {}),
        labels=data.get("labels", {}),
        picture=data.get("picture"),
        alt=data.get("alt", NOTHING),
    )


def _read_page(data: Mapping[str, Any]) -> Page:
    return Page(
        id=data["id"],
        title=data.get("title", NOTHING),
        text=data.get("text", NOTHING),
        questions=tuple(map(_read_question, data.get("questions", ()))),
        shown_if=_read_condition(data.get("shown_if")),
        jumps=tuple(
            Jump(to=jump["to"], condition=_read_condition(jump.get("condition"))) for jump in data.get("jumps", ())
        ),
    )


def _read_level(data: Mapping[str, Any]) -> Level:
    return Level(
        id=data["id"], starts=data["starts"], name=data.get("name", NOTHING), advice=data.get("advice", NOTHING)
    )


def _read_dimension(data: Mapping[str, Any]) -> Dimension:
    return Dimension(
        id=data["id"],
        name=data.get("name", NOTHING),
        questions=tuple(data.get("questions", ())),
        weight=data["weight"],
        levels=tuple(map(_read_level, data.get("levels", ()))),
    )
