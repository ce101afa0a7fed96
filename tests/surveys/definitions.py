"""Small surveys for tests, and random ones."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from surveys.engine.conditions import Clause, Condition, Op
from surveys.engine.definition import END, Definition, Jump, Option, Page, Question
from surveys.engine.dimensions import Dimension, Level
from surveys.engine.kinds import KINDS


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
ROWS = ("r1", "r2")
SIMPLE = ("choice", "choices", "scale", "number", "short_text")
EVERY = tuple(name for name in KINDS if name != "section")  # those in it have its condition
APART = frozenset({"email", "phone"})  # no survey with a condition about them is published
OPTIONED = frozenset({"choice", "choices", "dropdown", "area", "age_group", "matrix", "ranking", "budget", "place"})
# What conditions can be about, beside what nothing answers.
SEEN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(OPTIONED, CHOSEN),
    "matrix": ("r1:a", "r2:b", "r2:c"),
    "scale": ("2", "5", "skip"),
    "recommendation": ("0", "2", "10"),
    "number": ("2",),
    "postal_code": ("03600", "03610"),
    "consent": ("yes",),
}


@st.composite
def conditions(draw: Any, before: list[Question]) -> Condition | None:
    """About questions before it mostly, and sometimes about what is not there."""
    asked = [one for one in before if one.kind not in APART]
    if not asked or draw(st.integers(0, 2)) == 0:
        return None
    return Condition(
        clauses=tuple(draw(clause(asked)) for _clause in range(draw(st.integers(0, 3)))), any_of=draw(st.booleans())
    )


@st.composite
def clause(draw: Any, asked: list[Question]) -> Clause:
    about = draw(st.sampled_from([*asked, *asked, None]))
    seen = SEEN.get(about.kind, ()) if about else ()
    values = st.lists(st.sampled_from([*(seen or CHOSEN), *seen, "2", "gone"]), max_size=2, unique=True)
    op = draw(st.sampled_from(list(Op)))
    return Clause(question=about.id if about else "nowhere", op=op, values=tuple(draw(values)))


@st.composite
def definitions(draw: Any, kinds: tuple[str, ...] = SIMPLE, least: int = 0) -> Definition:
    """``kinds``: a survey of all of them has each at most once. ``least``: questions of a page, and pages beside the first."""
    before: list[Question] = []
    pages = []
    order = Random(draw(st.integers(0, 10**6))).sample(kinds, len(kinds)) if kinds == EVERY else []
    names = [f"p{number}" for number in range(draw(st.integers(1 + least, 5)))]
    for name in names:
        shown = draw(conditions(before))
        questions = []
        section = None
        for _number in range(draw(st.integers(least, 4))):
            if draw(st.integers(0, 3)) == 0:
                section = draw(conditions(before))
            kind = order[len(before)] if order else draw(st.sampled_from(kinds))
            made = draw(questions_about(f"q{len(before)}", kind, before, rich=bool(order)))
            made = replace(made, section_if=section)
            before.append(made)
            questions.append(made)
        to = st.sampled_from([*names, END, "nowhere"])
        jumps = draw(st.lists(st.builds(Jump, to=to, condition=conditions(before)), max_size=2))
        pages.append(Page(id=name, questions=tuple(questions), shown_if=shown, jumps=tuple(jumps)))
    return Definition(language="fi", pages=tuple(pages))


@st.composite
def questions_about(draw: Any, question_id: str, kind: str, before: list[Question], *, rich: bool) -> Question:
    """Its title repeats the answer to an earlier one, if there is any. ``rich``: with everything that its kind can have."""
    others = draw(st.booleans()) if rich and kind in ("choice", "choices") else False
    alone = draw(st.booleans()) if rich and kind == "choices" else False
    options = [
        Option(
            id=name,
            text={"fi": name.upper()},
            shown_if=draw(conditions(before)),
            other=others and name == "c",
            exclusive=alone and name == "b",
        )
        for name in (CHOSEN if kind in OPTIONED else ())
    ]
    rows = [Option(id=name, shown_if=draw(conditions(before))) for name in (ROWS if kind == "matrix" else ())]
    repeated = draw(st.sampled_from(before)).code if before else "nobody"
    return Question(
        id=question_id,
        kind=kind,
        code=f"code_{question_id}",
        title={"fi": f"{question_id} {{{repeated}}}"},
        options=tuple(options),
        rows=tuple(rows),
        required=draw(st.booleans()),
        shown_if=draw(conditions(before)),
        limits=draw(st.sampled_from(LIMITS.get(kind, NO_LIMITS))) if rich else {},
        labels={"skip": {"fi": "En osaa sanoa"}} if rich and kind == "scale" else {},
    )


NO_LIMITS: list[dict[str, int]] = [{}]
LIMITS = {
    "choices": [{}, {"min": 2}, {"max": 1}],
    "ranking": [{}, {"max": 2}],
    "budget": [{}, {"total": 10, "all": 1}],
    "place": [{}, {"max": 2}],
    "route": [{}, {"closed": 1}],
    "file": [{"max": 2}],
}


@st.composite
def typed(draw: Any, definition: Definition, *, wrong: bool = True, who: str = "") -> dict[str, dict[str, list[str]]]:
    """Answers as a form sends them to every question, hidden ones too; some are ``wrong``. What is written tells the
    question and ``who`` wrote it."""
    found = {}
    for place, asked in enumerate(definition.questions(), start=1):
        sound, unsound = sent_to(asked, place, who)
        if asked.required and not wrong:
            sound = [one for one in sound if any(map(any, one.values()))] or sound
        found[asked.id] = draw(st.sampled_from([*sound, *(unsound if wrong else [])]))
    return found


def needle(question_id: str, who: str = "") -> str:
    return f"neula{who}.{question_id}."


Sent = dict[str, list[str]]


def sent_to(asked: Question, place: int, who: str = "") -> tuple[list[Sent], list[Sent]]:
    """What is right where everything is shown, and what never is."""
    words = needle(asked.id, who)
    nothing: list[Sent] = [{}, {"": [""]}]
    match asked.kind:
        case "choice" | "dropdown" | "area" | "age_group":
            beside = {"other-c": [words]}
            return (
                [*({"": [one], **beside} for one in CHOSEN), {"": ["a"]}, *nothing],
                [{"": ["gone"]}, {"": ["a", "b"]}, {"": ["c"]}, beside],
            )
        case "choices":
            beside = {"other-c": [words]}
            return (
                [{"": ["a", "c"], **beside}, {"": ["a"]}, {"": ["b"]}, {"": ["c", "a"], **beside}, beside, *nothing],
                [{"": ["gone"]}, {"": ["a", "b"]}, {"": ["c"]}, {"": ["a", "gone"]}],
            )
        case "scale":
            return [*({"": [one]} for one in ("1", "2", "5", "skip")), *nothing], [{"": ["6"]}, {"": ["pah"]}]
        case "recommendation":
            return [*({"": [one]} for one in ("0", "2", "10")), *nothing], [{"": ["11"]}, {"": ["skip"]}]
        case "matrix":
            return [{"r1": ["a"], "r2": ["b"]}, {"r1": ["c"], "r2": ["c"]}, {"r2": ["b"]}, {}], [{"r1": ["gone"]}]
        case "ranking":
            return [{"a": ["1"], "b": ["2"]}, {"c": ["1"]}, {"b": ["1"], "c": ["2"]}, {}], [{"a": ["1"], "c": ["1"]}]
        case "budget":
            return [{"a": ["7"], "b": ["3"]}, {"c": ["10"], "a": ["0"]}, {}], [{"a": ["-1"]}, {"b": ["101"]}]
        case "number":
            return [*({"": [one]} for one in ("1", "2", "5")), *nothing], [{"": ["pah"]}, {"": ["1,5"]}]
        case "date":
            return [{"": ["6.12.2026"]}, {"": ["2026-12-06"]}, *nothing], [{"": ["31.2.2026"]}]
        case "email":
            return [{"": [f"{words}x@example.fi"]}, *nothing], [{"": ["a@"]}]
        case "phone":
            return [{"": [f"+35840{place:06}"]}, *nothing], [{"": ["soita"]}]
        case "postal_code":
            return [{"": ["03600"]}, {"": ["03610"]}, *nothing], [{"": ["0360"]}]
        case "place":
            one = {"points": [f"[[24.5,{60 + place / 100}]]"]}
            return (
                [{"": [words]}, {"area": ["a"]}, {"": [words], "area": ["b"], **one}, one, *nothing],
                [{"area": ["gone"]}, {"points": ["[[200,1]]"]}],
            )
        case "route":
            line = {"points": [f"[[24.5,{60 + place / 100}],[24.6,60],[24.7,61]]"]}
            return [{"": [words]}, {"": [words], **line}, line, *nothing], [{"points": ["[[1,1]]"]}]
        case "file":
            return [{"": [f"{place:010}/2048/{words}pdf"]}, {}], [{"refused": ["large/Kuva.jpg"]}]
        case "consent":
            return [{"": ["yes"]}, *nothing], [{"": ["no"]}]
        case "information":
            return [{}], [{"": [words]}]
        case _:
            return [{"": [words]}, *nothing], []


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
