"""What each type of question makes of what a form sends."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.engine.definition import Question
from surveys.engine.kinds import KINDS, Asked, Wrong, kind_of
from surveys.engine.lint import findings

from .definitions import option, page, question, survey, when

ABC = (option("a", "Aa"), option("b", "Bee"), option("c", "Muu", other=True), option("n", "Ei mikään", exclusive=True))
ROWS = (option("r1", "Maku"), option("r2", "Määrä"))

QUESTIONS: dict[str, Question] = {
    "choice": question("q", "choice", choices=ABC),
    "choices": question("q", "choices", choices=ABC, limits={"max": 2}),
    "dropdown": question("q", "dropdown", choices=ABC),
    "scale": question("q", "scale", labels={"skip": {"fi": "En osaa sanoa"}}),
    "recommendation": question("q", "recommendation"),
    "matrix": question("q", "matrix", choices=ABC[:2], rows=ROWS),
    "ranking": question("q", "ranking", choices=ABC[:2]),
    "budget": question("q", "budget", choices=ABC[:2], limits={"total": 10}, labels={"unit": {"fi": "€"}}),
    "short_text": question("q", "short_text", limits={"max": 10}),
    "long_text": question("q", "long_text", limits={"min": 3}),
    "number": question("q", "number", limits={"min": 1, "max": 20, "decimals": 1}, labels={"unit": {"fi": "kg"}}),
    "date": question("q", "date", limits={"min": "2026-01-01", "max": "2026-12-31"}),
    "email": question("q", "email"),
    "phone": question("q", "phone"),
    "postal_code": question("q", "postal_code"),
    "area": question("q", "area", choices=ABC[:2]),
    "age_group": question("q", "age_group", choices=ABC[:2]),
    "place": question("q", "place", choices=ABC[:2], limits={"max": 2}),
    "route": question("q", "route"),
    "file": question("q", "file", limits={"max": 2}),
    "consent": question("q", "consent"),
    "information": question("q", "information"),
    "section": question("q", "section"),
}

DRAWN = ["Koululta", "2.00000, 1.00000; 4.00000, 3.00000"]
SENT = ["Kuva.webp (2,0\xa0KB)"]
SAID = ["Koululta", "Piirretty kartalle"]

# What is sent, what is kept of it, how tables hold it, how it is said in Finnish.
SOUND: list[tuple[str, dict[str, list[str]], Any, list[Any], list[str]]] = [
    ("choice", {"": ["b"]}, {"chosen": ["b"]}, [2, None], ["Bee"]),
    ("choice", {"": ["c"], "other-c": [" Oma  "]}, {"chosen": ["c"], "other": {"c": "Oma"}}, [3, "Oma"], ["Muu: Oma"]),
    ("choice", {"": ["a"], "other-c": ["Oma"]}, {"chosen": ["a"]}, [1, None], ["Aa"]),
    ("choices", {"": ["b", "a"]}, {"chosen": ["a", "b"]}, [1, 1, 0, 0, None], ["Aa", "Bee"]),
    ("choices", {"": ["n"]}, {"chosen": ["n"]}, [0, 0, 0, 1, None], ["Ei mikään"]),
    ("choices", {"other-c": ["x"]}, {"chosen": ["c"], "other": {"c": "x"}}, [0, 0, 1, 0, "x"], ["Muu: x"]),
    ("dropdown", {"": ["a"]}, {"chosen": ["a"]}, [1, None], ["Aa"]),
    ("scale", {"": ["4"]}, 4, [4], ["4 / 5"]),
    ("scale", {"": ["skip"]}, "skip", [99], ["En osaa sanoa"]),
    ("recommendation", {"": ["0"]}, 0, [0], ["0 / 10"]),
    ("matrix", {"r1": ["a"], "r2": ["b"]}, {"r1": "a", "r2": "b"}, [1, 2], ["Maku: Aa", "Määrä: Bee"]),
    ("matrix", {"r2": ["b"]}, {"r2": "b"}, [None, 2], ["Määrä: Bee"]),
    ("ranking", {"a": ["2"], "b": ["1"]}, ["b", "a"], [2, 1], ["1. Bee", "2. Aa"]),
    ("budget", {"a": ["7"], "b": ["0"]}, {"a": 7}, [7, 0], ["Aa: 7\u00a0€"]),
    ("short_text", {"": ["Hei\x00  vain "]}, "Hei vain", ["Hei vain"], ["Hei vain"]),
    ("long_text", {"": ["yksi\r\nkaksi"]}, "yksi\nkaksi", ["yksi\nkaksi"], ["yksi\nkaksi"]),
    ("number", {"": ["1,50"]}, "1.5", ["1.5"], ["1,5\u00a0kg"]),
    ("date", {"": ["6.12.2026"]}, "2026-12-06", ["2026-12-06"], ["6.12.2026"]),
    ("date", {"": ["2026-12-06"]}, "2026-12-06", ["2026-12-06"], ["6.12.2026"]),
    ("email", {"": ["a@example.fi"]}, "a@example.fi", ["a@example.fi"], ["a@example.fi"]),
    ("phone", {"": ["+358 (0)40-123"]}, "+358 (0)40-123", ["+358 (0)40-123"], ["+358 (0)40-123"]),
    ("postal_code", {"": ["03600"]}, "03600", ["03600"], ["03600"]),
    ("area", {"": ["b"]}, {"chosen": ["b"]}, [2], ["Bee"]),
    ("age_group", {"": ["a"]}, {"chosen": ["a"]}, [1], ["Aa"]),
    ("place", {"": ["Tori"]}, {"words": "Tori"}, ["Tori", None, None], ["Tori"]),
    ("place", {"area": ["b"]}, {"area": "b"}, [None, 2, None], ["Bee"]),
    ("place", {"points": ["[[24.5,60.5]]"]}, {"points": [[24.5, 60.5]]}, [None, None, "60.50000, 24.50000"], ["1 paikka kartalla"]),
    ("route", {"": ["Koululta"], "points": ["[[1,2],[3,4]]"]}, {"words": "Koululta", "points": [[1, 2], [3, 4]]}, DRAWN, SAID),
    ("file", {"": ["0123456789/2048/Kuva.webp"]}, [{"key": "0123456789", "name": "Kuva.webp", "size": 2048}], ["01234567-Kuva.webp"], SENT),
    ("consent", {"": ["yes"]}, True, [1], ["Hyväksyn"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sent", "value", "cells", "said"), SOUND)
def test_what_is_sound(name: str, sent: dict[str, list[str]], value: Any, cells: list[Any], said: list[str]) -> None:
    kind, asked = kind_of(name), QUESTIONS[name]
    whole = Asked(question=asked, options=asked.options, rows=asked.rows)
    assert kind.parse(whole, sent) == value
    assert kind.parse(whole, kind.fill(asked, value)) == value
    with override("fi"):
        assert [list(kind.cells(asked, value)), list(kind.say(asked, value, "fi"))] == [
            cells[: len(kind.columns(asked))],
            said,
        ]
    assert set(kind.fill(asked, value)) <= set(kind.parts(asked))


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, _sent, value, _cells, _said in SOUND])
def test_a_condition_about_what_can_be_answered_is_not_said_never_to_hold(name: str, value: Any) -> None:
    facts = kind_of(name).facts(QUESTIONS[name], value)
    conditions = [when("q", op, *facts.chosen) for op in ("any", "all") if facts.chosen]
    if facts.number is not None:
        conditions += [when("q", "at_least", str(facts.number)), when("q", "at_most", str(facts.number))]
    for condition in conditions or [when("q", "answered")]:
        after = question("after", "short_text", shown_if=condition)
        found = findings(survey(page("p1", QUESTIONS[name]), page("p2", after)))
        assert [one for one in found if one.code != "apart"] == []


WRONG: list[tuple[str, dict[str, list[str]], list[str]]] = [
    ("choice", {"": ["zz"]}, [""]),
    ("choice", {"": ["a", "b"]}, [""]),
    ("choice", {"": ["c"]}, ["other-c"]),
    ("choice", {"": ["c"], "other-c": ["x" * 301]}, ["other-c"]),
    ("choices", {"": ["a", "n"]}, [""]),
    ("choices", {"": ["a", "b"], "other-c": ["x"]}, [""]),
    ("dropdown", {"": ["zz"]}, [""]),
    ("file", {"refused": ["large/Kuva.jpg"]}, [""]),
    ("scale", {"": ["6"]}, [""]),
    ("scale", {"": ["1.0"]}, [""]),
    ("recommendation", {"": ["11"]}, [""]),
    ("matrix", {"r1": ["zz"]}, ["r1"]),
    ("ranking", {"a": ["1"], "b": ["1"]}, ["a", "b"]),
    ("ranking", {"a": ["2"]}, [""]),
    ("ranking", {"a": ["7"]}, ["a"]),
    ("budget", {"a": ["6"], "b": ["5"]}, [""]),
    ("budget", {"a": ["-1"]}, ["a"]),
    ("budget", {"a": ["²"]}, ["a"]),
    ("short_text", {"": ["x" * 11]}, [""]),
    ("long_text", {"": ["x"]}, [""]),
    ("number", {"": ["yksi"]}, [""]),
    ("number", {"": ["0"]}, [""]),
    ("number", {"": ["21"]}, [""]),
    ("number", {"": ["1.55"]}, [""]),
    ("number", {"": ["NaN"]}, [""]),
    ("number", {"": ["1e3"]}, [""]),
    ("date", {"": ["31.2.2026"]}, [""]),
    ("date", {"": ["1.1.2027"]}, [""]),
    ("date", {"": ["31.12.2025"]}, [""]),
    ("email", {"": ["a@"]}, [""]),
    ("phone", {"": ["soita"]}, [""]),
    ("postal_code", {"": ["0360"]}, [""]),
    ("postal_code", {"": ["٠٣٦٠٠"]}, [""]),
    ("area", {"": ["zz"]}, [""]),
    ("age_group", {"": ["zz"]}, [""]),
    ("place", {"area": ["zz"]}, ["area"]),
    ("place", {"points": ["[[200,1]]"]}, ["points"]),
    ("place", {"points": ["[[1,1],[1,2],[1,3]]"]}, ["points"]),
    ("place", {"points": ["[" * 5000]}, ["points"]),
    ("place", {"points": ["[[NaN,1]]"]}, ["points"]),
    ("route", {"points": ["[[1,1]]"]}, ["points"]),
    ("consent", {"": ["no"]}, [""]),
]


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize(("name", "sent", "parts"), WRONG)
def test_what_is_wrong_is_said_at_its_part(
    name: str, sent: dict[str, list[str]], parts: list[str], language: str
) -> None:
    asked = QUESTIONS[name]
    said = []
    for spoken in ("en", language):
        with override(spoken), pytest.raises(Wrong) as raised:
            kind_of(name).parse(Asked(question=asked, options=asked.options, rows=asked.rows), sent)
        with override(spoken):
            said.append({part: str(message) for part, message in raised.value.parts.items()})
    assert [sorted(messages) for messages in said] == [parts, parts]
    assert all(said[0][part] != said[1][part] for part in parts)


@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_no_answer_and_is_missed_where_it_is_required(name: str) -> None:
    kind, asked = kind_of(name), QUESTIONS[name]
    whole = Asked(question=asked, options=asked.options, rows=asked.rows)
    blank = (
        {part: [" "] for part in kind.parts(asked)}
        if name not in {"choice", "choices", "dropdown", "area", "age_group"}
        else {}
    )
    assert kind.parse(whole, {}) is None
    assert kind.parse(whole, blank) is None
    assert bool(kind.require(whole, None)) == kind.stores
    assert len(kind.cells(asked, None)) == len(kind.columns(asked))
    assert bool(kind.columns(asked)) == kind.stores


def test_a_required_matrix_wants_every_row() -> None:
    asked = QUESTIONS["matrix"]
    whole = Asked(question=asked, options=asked.options, rows=asked.rows)
    assert list(kind_of("matrix").require(whole, {"r1": "a"})) == ["r2"]


def test_a_budget_may_ask_for_all_of_it() -> None:
    asked = question("q", "budget", choices=ABC[:2], limits={"total": 10, "all": 1})
    with pytest.raises(Wrong):
        kind_of("budget").parse(Asked(question=asked, options=asked.options), {"a": ["9"]})
    assert kind_of("budget").parse(Asked(question=asked, options=asked.options), {"a": ["9"], "b": ["1"]}) == {
        "a": 9,
        "b": 1,
    }


def test_what_leads_to_a_person_is_apart() -> None:
    assert {name for name, kind in KINDS.items() if kind.apart} == {"email", "phone"}


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(list(KINDS)), data=st.data())
def test_whatever_is_sent_is_an_answer_or_wrong(name: str, data: Any) -> None:
    kind, asked = kind_of(name), QUESTIONS[name]
    word = st.one_of(st.sampled_from(["a", "b", "c", "n", "1", "2", "4", "[[1,2],[3,4]]", "yes"]), st.text(max_size=20))
    parts = st.sampled_from([*kind.parts(asked), ""])
    sent = data.draw(st.dictionaries(parts, st.lists(word, max_size=3), max_size=4))
    value = None
    with suppress(Wrong):
        value = kind.parse(Asked(question=asked, options=asked.options, rows=asked.rows), sent)
    if value is not None:
        assert (
            kind.parse(Asked(question=asked, options=asked.options, rows=asked.rows), kind.fill(asked, value)) == value
        )
        assert len(kind.cells(asked, value)) == len(kind.columns(asked))
        assert all(kind.say(asked, value, "fi"))
