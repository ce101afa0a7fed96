"""What is shown, required and kept, against a model that asks each thing anew."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.engine.conditions import Condition
from surveys.engine.definition import END, Definition, Jump, Page, Question
from surveys.engine.flow import filled, pruned, walk
from surveys.engine.lint import findings
from surveys.engine.order import shuffled
from surveys.engine.piping import codes_in, piped
from surveys.engine.serial import from_json, to_json

from .definitions import EVERY, definitions, option, page, question, survey, typed, when
from .model import Model, Sent

WITHOUT_CHOICES = ("number", "date", "short_text", "long_text", "route", "file")


WHOLE = definitions(EVERY)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_walk_shows_what_the_model_shows(data: Any) -> None:
    definition = data.draw(WHOLE)
    sent = data.draw(typed(definition))
    model, walked = Model(definition, sent), walk(definition, sent)
    assert [question_id for leaf in walked.leaves for question_id in leaf.ids()] == model.asked
    assert walked.values == model.values
    assert set(walked.wrong) == model.wrong


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_what_is_hidden_is_not_kept_and_what_is_kept_means_the_same(data: Any) -> None:
    definition = data.draw(WHOLE)
    sent = data.draw(typed(definition))
    walked, kept = walk(definition, sent), pruned(definition, sent)
    assert set(kept) <= walked.asked_ids()
    assert walk(definition, kept) == walked
    again = walk(definition, filled(definition, walked.values))
    assert again.values == walked.values
    assert [leaf.ids() for leaf in again.leaves] == [leaf.ids() for leaf in walked.leaves]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_text_repeats_what_was_asked_and_nothing_that_is_hidden(data: Any) -> None:
    definition = data.draw(WHOLE)
    sent = data.draw(typed(definition, wrong=False))
    walked, model = walk(definition, sent), Model(definition, sent)
    for asked in definition.questions():
        [code] = codes_in(asked.title["fi"])
        about = definition.by_code.get(code)
        said = piped(asked.title["fi"], definition, walked.values, "fi")
        if about is None:
            assert said == asked.title["fi"]
        elif about.id not in model.values:
            assert said == f"{asked.id} …"
        else:
            assert said not in (asked.title["fi"], f"{asked.id} …")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_what_lint_says_is_never_shown_never_is(data: Any) -> None:
    definition = data.draw(WHOLE)
    never = {finding.where for finding in findings(definition) if finding.code == "never"}
    for _time in range(4):
        walked = walk(definition, data.draw(typed(definition)))
        assert not never & {*walked.asked_ids(), *(leaf.id for leaf in walked.leaves)}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(definition=WHOLE)
def test_a_definition_outlives_json(definition: Definition) -> None:
    assert from_json(to_json(definition)) == definition


MEALS = survey(
    page(
        "eats",
        question("eats", options="yes no", required=True),
        jumps=(Jump(to="end", condition=when("eats", "any", "no")),),
    ),
    page(
        "taste",
        question("taste", "scale", required=True),
        question("why", "long_text", shown_if=when("taste", "at_most", "2")),
        question("food", "choices", choices=(option("soup"), option("fish", shown_if=when("taste", "at_least", "3")))),
    ),
    page("you", question("class", "number", code="class", required=True)),
)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({}, [["eats"], ["taste", "food"], ["class"]]),
        ({"eats": {"": ["no"]}, "class": {"": ["pah"]}}, [["eats"]]),
        ({"eats": {"": ["yes"]}, "taste": {"": ["2"]}}, [["eats"], ["taste", "why", "food"], ["class"]]),
    ],
)
def test_answers_lead_the_way(sent: Sent, shown: list[list[str]]) -> None:
    assert [leaf.ids() for leaf in walk(MEALS, sent).leaves] == shown


def test_an_option_that_is_hidden_is_passed_over() -> None:
    sent = {"eats": {"": ["yes"]}, "taste": {"": ["1"]}, "food": {"": ["soup", "fish"]}}
    assert walk(MEALS, sent).values["food"] == {"chosen": ["soup"]}


def test_pages_are_numbered_as_they_are_shown() -> None:
    walked = walk(MEALS, {"eats": {"": ["yes"]}})
    assert (walked.place("you"), walked.before("you").id, walked.after("you")) == (3, "taste", None)
    assert walked.first_wrong().id == "taste"


def test_shuffled_options_stay_as_they_are_for_one_and_differ_between_respondents() -> None:
    options = (*map(option, "abcdef"), option("other", other=True))
    orders = {"".join(one.id for one in shuffled(options, str(seed))) for seed in range(30)}
    assert len(orders) > 10
    assert {order[6:] for order in orders} == {"other"}
    assert shuffled(options, "x") == shuffled(options, "x")


def test_a_text_repeats_an_answer() -> None:
    values = {"class": "3", "eats": {"chosen": ["yes"]}}
    assert piped("Luokka {class}, {unknown}", MEALS, values, "fi") == "Luokka 3, {unknown}"
    assert piped("Luokka {class}", MEALS, {}, "fi") == "Luokka …"


def depending(asked: Question, *conditions: Condition, any_of: bool = False) -> Definition:
    """A question, and one that is shown when all the conditions about it hold, or one of them."""
    clauses = tuple(clause for condition in conditions for clause in condition.clauses)
    condition = Condition(clauses=clauses, any_of=any_of)
    return survey(page("p1", asked), page("p2", question("q2", "short_text", shown_if=condition)))


MAIL, PHONE = question("q1", "email"), question("q1", "phone")
GIVEN = when("q1", "answered")
NEVER: list[tuple[str, str, bool]] = [("never", "q2", False)]


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (MEALS, []),
        (depending(MAIL, GIVEN), [("apart", "q2", True)]),
        (depending(PHONE, when("q1", "unanswered"), GIVEN, any_of=True), [("apart", "q2", True)]),
        (depending(PHONE, when("q1", "any", "a")), [("apart", "q2", True), *NEVER]),
        (
            survey(page("p1", MAIL), page("p2", question("q2", "short_text"), shown_if=GIVEN)),
            [("apart", "p2", True)],
        ),
        (
            survey(page("p1", MAIL, jumps=(Jump(to=END, condition=GIVEN),)), page("p2", question("q2", "short_text"))),
            [("apart", "p1", True)],
        ),
        (
            survey(page("p1", MAIL, question("q2", choices=(option("a"), option("b", shown_if=GIVEN))))),
            [("apart", "q2", True)],
        ),
        *((depending(question("q1", kind), when("q1", "any", "1")), NEVER) for kind in WITHOUT_CHOICES),
        *((depending(question("q1", kind), when("q1", "all", "1")), NEVER) for kind in WITHOUT_CHOICES),
        *((depending(question("q1", kind), when("q1", "none", "1")), []) for kind in WITHOUT_CHOICES),
        *((depending(question("q1", kind), when("q1", "answered")), []) for kind in WITHOUT_CHOICES),
        (depending(question("q1", "budget", options="a b"), when("q1", "any", "a")), NEVER),
        (depending(question("q1", "budget", options="a b"), when("q1", "answered")), []),
        (depending(question("q1", "place", options="a b"), when("q1", "any", "a")), []),
        (depending(question("q1", "place", options="a b"), when("q1", "all", "a", "b")), NEVER),
        (depending(question("q1", "place"), when("q1", "any", "a")), NEVER),
        (depending(question("q1", "postal_code"), when("q1", "any", "03600")), []),
        (depending(question("q1", "ranking", options="a b"), when("q1", "all", "a", "b")), NEVER),
        (depending(question("q1", "choices", options="a b", limits={"max": 1}), when("q1", "all", "a", "b")), NEVER),
        (depending(question("q1", "choices", options="a b"), when("q1", "all", "a", "b")), []),
        *(
            (depending(question("q1", kind), when("q1", *one), when("q1", *other)), said)
            for kind in ("scale", "number")
            for one, other, said in (
                (("at_least", "4"), ("at_most", "2"), NEVER),
                (("at_least", "2"), ("at_most", "4"), []),
                (("at_least", "3"), ("at_most", "3"), []),
                (("unanswered",), ("at_least", "2"), NEVER),
                (("unanswered",), ("none", "2"), []),
            )
        ),
        (depending(question("q1", "scale"), when("q1", "at_least", "4"), when("q1", "at_most", "2"), any_of=True), []),
        (depending(question("q1", "scale"), when("q1", "at_least", "2.2"), when("q1", "at_most", "2.7")), NEVER),
        (depending(question("q1", "scale"), when("q1", "any", "1"), when("q1", "at_least", "3")), NEVER),
        (depending(question("q1", "number", limits={"max": -2}), when("q1", "at_least", "-1.5")), NEVER),
        (depending(question("q1", options="a b"), when("q1", "any", "a"), when("q1", "none", "a")), NEVER),
        (depending(question("q1", options="a b"), when("q1", "unanswered"), when("q1", "all", "a")), NEVER),
        (depending(question("q1", "choices", options="a b"), when("q1", "any", "a"), when("q1", "any", "b")), []),
        (depending(question("q1", "choices", options="a b"), when("q1", "all", "a"), when("q1", "none", "a")), NEVER),
        (depending(question("q1", "choices", options="a b"), when("q1", "unanswered"), when("q1", "all", "a")), NEVER),
        (
            survey(page("p", question("q", "date", required=True, limits={"min": "2026-10-01", "max": "2026-09-30"}))),
            [("unanswerable", "q", True)],
        ),
        (survey(page("p", question("q", "date", limits={"min": "2026-09-30", "max": "2026-09-30"}))), []),
        (survey(page("p", question("q", "number", limits={"min": -1, "max": -5}))), [("unanswerable", "q", False)]),
        (survey(page("p", question("q", "number", limits={"min": -5, "max": -1}))), []),
        (
            survey(
                page("p1", question("q1", options="a b", shown_if=when("q2", "any", "a"))),
                page("p2", question("q2", options="a b")),
            ),
            [("never", "q1", False)],
        ),
        (
            survey(
                page("p1", question("q1", options="a b")),
                page("p2", question("q2", options="a", shown_if=when("q1", "any", "c"))),
            ),
            [("never", "q2", False)],
        ),
        (
            survey(
                page("p1", question("q1", "scale")),
                page("p2", question("q2", "short_text", shown_if=when("q1", "at_least", "6"))),
            ),
            [("never", "q2", False)],
        ),
        (
            survey(
                page("p1", question("q1", "short_text")),
                page("p2", question("q2", "short_text"), jumps=(Jump(to="p1"),)),
            ),
            [("loop", "p2", False)],
        ),
        (
            survey(
                page("p1", question("q1", "short_text"), jumps=(Jump(to="p3"),)),
                page("p2", question("q2", "short_text")),
                page("p3", question("q3", "short_text")),
            ),
            [("never", "p2", False)],
        ),
        (survey(page("p1", question("q1", required=True))), [("unanswerable", "q1", True)]),
        (survey(page("p1", question("q1", "number", limits={"min": 9, "max": 3}))), [("unanswerable", "q1", False)]),
        (survey(page("p1", question("q1", "short_text", title="Hei {name}"))), [("repeats", "q1", False)]),
        (survey(Page(id="p1")), [("never", "p1", False)]),
    ],
)
def test_lint_finds_what_is_wrong(definition: Definition, said: list[tuple[str, str, bool]]) -> None:
    found = findings(definition)
    assert [(finding.code, finding.where, finding.blocks) for finding in found] == said
    assert all(finding.message for finding in found)
