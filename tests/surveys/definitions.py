"""Small surveys for tests, and random ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from surveys.engine.conditions import Clause, Condition, Op
from surveys.engine.definition import END, Definition, Jump, Option, Page, Question
from surveys.engine.dimensions import Dimension, Level


def option(option_id: str, text: str = "", **more: Any) -> Option:
    return Option(id=option_id, text={"fi": text or option_id}, **more)


def question(question_id: str, kind: str = "choice", options: str = "", title: str = "", **more: Any) -> Question:
    """``options``: ids, parted by blanks."""
    chosen = tuple(map(option, options.split())) or more.pop("choices", ())
    return Question(id=question_id, kind=kind, title={"fi": title or question_id}, options=chosen, **more)


def page(page_id: str, *questions: Question, **more: Any) -> Page:
    return Page(id=page_id, title={"fi": page_id}, questions=questions, **more)


def survey(*pages: Page) -> Definition:
    return Definition(language="fi", pages=pages)


def when(question_id: str, op: str, *values: str) -> Condition:
    return Condition(clauses=(Clause(question=question_id, op=Op(op), values=values),))


CHOSEN = ("a", "b", "c")


@st.composite
def conditions(draw: Any, asked: list[str]) -> Condition | None:
    """About questions before it mostly, and sometimes about what is not there."""
    if not asked or draw(st.integers(0, 2)) == 0:
        return None
    clause = st.builds(
        Clause,
        question=st.sampled_from([*asked, *asked, "nowhere"]),
        op=st.sampled_from(list(Op)),
        values=st.lists(st.sampled_from([*CHOSEN, "2", "gone"]), max_size=2, unique=True).map(tuple),
    )
    return Condition(clauses=tuple(draw(st.lists(clause, max_size=3))), any_of=draw(st.booleans()))


@st.composite
def definitions(draw: Any) -> Definition:
    ids: list[str] = []
    pages = []
    names = [f"p{number}" for number in range(draw(st.integers(1, 5)))]
    for name in names:
        shown = draw(conditions(ids))
        questions = []
        section = None
        for _number in range(draw(st.integers(0, 3))):
            if draw(st.integers(0, 3)) == 0:
                section = draw(conditions(list(ids)))
            made = replace(draw(questions_about(f"q{len(ids)}", list(ids))), section_if=section)
            ids.append(made.id)
            questions.append(made)
        jumps = draw(
            st.lists(
                st.builds(Jump, to=st.sampled_from([*names, END, "nowhere"]), condition=conditions(list(ids))),
                max_size=2,
            )
        )
        pages.append(Page(id=name, questions=tuple(questions), shown_if=shown, jumps=tuple(jumps)))
    return Definition(language="fi", pages=tuple(pages))


@st.composite
def questions_about(draw: Any, question_id: str, asked: list[str]) -> Question:
    kind = draw(st.sampled_from(["choice", "choices", "scale", "number", "short_text"]))
    options = (
        [Option(id=name, shown_if=draw(conditions(asked))) for name in CHOSEN] if kind.startswith("choice") else []
    )
    return Question(
        id=question_id,
        kind=kind,
        options=tuple(options),
        required=draw(st.booleans()),
        shown_if=draw(conditions(asked)),
    )


@st.composite
def typed(draw: Any, definition: Definition) -> dict[str, dict[str, list[str]]]:
    """Answers as a form sends them, right and wrong."""
    found = {}
    for asked in definition.questions():
        if asked.options:
            sent = st.lists(st.sampled_from([*CHOSEN, *CHOSEN, "gone"]), max_size=2, unique=True)
        else:
            sent = st.sampled_from([[], [""], ["1"], ["2"], ["5"], ["pah"]])
        found[asked.id] = {"": draw(sent)}
    return found


def levels(*starts: int) -> tuple[Level, ...]:
    return tuple(Level(id=f"from{start}", starts=start, name={"fi": f"Taso {start}"}) for start in starts)


def dimension(dimension_id: str, questions: str, *starts: int, weight: int = 1) -> Dimension:
    """``questions``: ids, parted by blanks; ``starts``: of its levels."""
    return Dimension(
        id=dimension_id,
        name={"fi": dimension_id},
        questions=tuple(questions.split()),
        weight=weight,
        levels=levels(*starts),
    )


@st.composite
def scored(draw: Any) -> Definition:
    """A random survey whose options have points, some none."""
    points = st.one_of(st.none(), st.integers(0, 9))
    bare = draw(definitions())
    pages = tuple(
        replace(
            one,
            questions=tuple(
                replace(asked, options=tuple(replace(each, points=draw(points)) for each in asked.options))
                for asked in one.questions
            ),
        )
        for one in bare.pages
    )
    ids = [asked.id for asked in bare.questions()] or ["gone"]
    counted = st.lists(st.sampled_from(ids), max_size=4, unique=True)
    dimensions = tuple(
        dimension(f"d{number}", " ".join(draw(counted)), 0, 40, weight=draw(st.integers(0, 3))) for number in range(2)
    )
    return replace(bare, pages=pages, dimensions=dimensions, levels=levels(0, 50))
