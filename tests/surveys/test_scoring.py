"""Points, dimensions and levels."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.engine.changes import Weight, compare
from surveys.engine.definition import Definition
from surveys.engine.flow import pruned, walk
from surveys.engine.lint import findings
from surveys.engine.scoring import Profile, percent, profile
from surveys.engine.serial import from_json, to_json

from .definitions import dimension, levels, option, page, question, scored, survey, typed, when

STEPS = (option("no", points=0), option("some", points=1), option("all", points=4), option("unknown"))
TICKS = (option("x", points=2), option("y", points=1), option("z"), option("nothing", exclusive=True, points=0))
HIDDEN = (option("low", points=1), option("high", points=9, shown_if=when("steps", "any", "all")))
MATURITY = replace(
    survey(
        page(
            "lead",
            question("steps", choices=STEPS),
            question("ticks", "choices", choices=TICKS),
            question("more", "scale", shown_if=when("steps", "any", "all"), labels={"skip": {"fi": "En tiedä"}}),
        ),
        page("people", question("grade", "scale", limits={"min": 0, "max": 10}), question("part", choices=HIDDEN)),
    ),
    dimensions=(dimension("lead", "steps ticks more", 0, 50, weight=3), dimension("people", "grade part", 0, 25, 75)),
    levels=levels(0, 60),
)


def scores(**sent: str) -> Profile:
    return profile(MATURITY, walk(MATURITY, {name: {"": chosen.split()} for name, chosen in sent.items()}))


@pytest.mark.parametrize(
    ("sent", "lead", "people", "total"),
    [
        ({}, (0, 0, 0, 2), (0, 0, 0, 2), None),
        ({"steps": "some"}, (1, 4, 1, 2), (0, 0, 0, 2), Fraction(1, 4)),
        ({"steps": "unknown", "ticks": "z"}, (0, 0, 0, 2), (0, 0, 0, 2), None),
        ({"steps": "no", "ticks": "nothing"}, (0, 7, 2, 2), (0, 0, 0, 2), Fraction(0)),
        ({"steps": "all", "ticks": "x z", "more": "3"}, (8, 11, 3, 3), (0, 0, 0, 2), Fraction(8, 11)),
        ({"steps": "all", "more": "skip"}, (4, 4, 1, 3), (0, 0, 0, 2), Fraction(1)),
        ({"steps": "some", "more": "5", "grade": "5"}, (1, 4, 1, 2), (5, 10, 1, 2), Fraction(5, 16)),
        ({"part": "low"}, (0, 0, 0, 2), (1, 1, 1, 2), Fraction(1)),
        ({"steps": "all", "part": "low"}, (4, 4, 1, 3), (1, 9, 1, 2), Fraction(7, 9)),
    ],
)
def test_points_of_what_was_asked_and_answered_are_summed_up(
    sent: dict[str, str], lead: tuple[int, ...], people: tuple[int, ...], total: Fraction | None
) -> None:
    found = scores(**sent)
    told = [(one.score.points, one.score.most, one.score.counted, one.score.asked) for one in found.scored]
    assert (told, found.total) == ([lead, people], total)


def test_a_choice_of_several_counts_to_what_may_be_chosen() -> None:
    limited = question("q", "choices", choices=TICKS, limits={"max": 1})
    definition = replace(survey(page("p", limited)), dimensions=(dimension("d", "q"),))
    assert profile(definition, walk(definition, {"q": {"": ["y"]}})).total == Fraction(1, 2)


def test_the_level_is_the_highest_that_is_reached() -> None:
    found = scores(steps="all", ticks="nothing", grade="2")
    assert [(one.share, one.level.id) for one in found.scored] == [
        (Fraction(4, 7), "from50"),
        (Fraction(1, 5), "from0"),
    ]
    assert found.level.id == "from0"
    assert scores(ticks="x", steps="all").level.id == "from60"
    assert (scores().level, scores().scored[0].level) == (None, None)


def test_what_is_said_reaches_no_level_that_the_share_does_not() -> None:
    assert [percent(Fraction(share)) for share in ("0", "499/1000", "1/2", "2/3", "1")] == [0, 49, 50, 66, 100]


def test_a_dimension_of_which_nothing_was_asked_is_not_told() -> None:
    lone = replace(MATURITY, dimensions=(dimension("lead", "more"), dimension("people", "grade")))
    assert [one.dimension.id for one in profile(lone, walk(lone, {})).scored] == ["people"]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_scores_lie_between_nothing_and_all_and_what_is_hidden_never_counts(data: Any) -> None:
    definition = data.draw(scored())
    sent = data.draw(typed(definition))
    walked = walk(definition, sent)
    found = profile(definition, walked)
    for one in found.scored:
        assert 0 <= one.score.points <= one.score.most
        assert 0 <= one.score.counted <= one.score.asked <= len(one.dimension.questions)
    assert found.total is None or 0 <= found.total <= 1
    assert profile(definition, walk(definition, pruned(definition, sent))) == found
    assert profile(_worth(definition, walked.asked_ids()), walked) == found


def _worth(definition: Definition, shown: set[str]) -> Definition:
    """With other points where nothing was shown."""
    pages = tuple(
        replace(
            one,
            questions=tuple(
                asked
                if asked.id in shown
                else replace(asked, options=tuple(replace(each, points=99) for each in asked.options))
                for asked in one.questions
            ),
        )
        for one in definition.pages
    )
    return replace(definition, pages=pages)


PLAIN = tuple(option(f"o{points}", points=points) for points in range(4))


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_more_points_never_lower_a_score(data: Any) -> None:
    asked = [question("q0", choices=PLAIN), question("q1", "scale"), question("q2", "choices", choices=PLAIN)]
    dimensions = (
        dimension("d0", "q0 q1", weight=data.draw(st.integers(0, 3))),
        dimension("d1", "q1 q2", weight=data.draw(st.integers(0, 3))),
    )
    definition = replace(survey(page("p", *asked)), dimensions=dimensions)
    one, other = sorted([data.draw(st.integers(0, 3)), data.draw(st.integers(0, 3))])
    some = data.draw(st.lists(st.sampled_from([each.id for each in PLAIN]), unique=True, min_size=1))
    less = {"q0": {"": [f"o{one}"]}, "q1": {"": [str(one + 1)]}, "q2": {"": some[:1]}}
    more = {"q0": {"": [f"o{other}"]}, "q1": {"": [str(other + 1)]}, "q2": {"": some}}
    before, after = (_shares(profile(definition, walk(definition, sent))) for sent in (less, more))
    assert all(left <= right for left, right in zip(before, after, strict=True))


def _shares(found: Profile) -> list[Fraction]:
    return [share for share in (*(one.share for one in found.scored), found.total) if share is not None]


@settings(max_examples=60, deadline=None)
@given(definition=scored())
def test_points_outlive_json(definition: Definition) -> None:
    assert from_json(to_json(definition)) == definition


def test_a_definition_from_before_there_were_points_is_read() -> None:
    kept = {"format": 1, "language": "fi", "pages": [{"id": "p", "questions": [{"id": "q", "kind": "scale"}]}]}
    assert from_json(kept) == replace(survey(page("p", question("q", "scale", title=""))), pages=from_json(kept).pages)


def made(**more: Any) -> Definition:
    asked = page("p", question("q1", choices=STEPS), question("q2", "scale"), question("q3", options="a b"))
    return replace(survey(asked), **more)


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (MATURITY, []),
        (made(dimensions=(dimension("d", "q1 q2", 0, 50),), levels=levels(0, 50)), []),
        (made(dimensions=(dimension("d", "q1"), dimension("e", ""))), [("dimension", "e")]),
        (made(dimensions=(dimension("d", "q1 gone"),)), [("dimension", "d")]),
        (made(dimensions=(dimension("d", "q1 q3"),)), [("points", "q3")]),
        (made(dimensions=(dimension("d", "q2"),)), [("points", "q1")]),
        (made(), [("points", "q1")]),
        (made(dimensions=(dimension("d", "q1", 0, 50, 50),)), [("levels", "d")]),
        (made(dimensions=(dimension("d", "q1"),), levels=levels(10, 50)), [("levels", "total")]),
    ],
)
def test_lint_finds_what_does_not_count(definition: Definition, said: list[tuple[str, str]]) -> None:
    found = findings(definition)
    assert [(finding.code, finding.where) for finding in found] == said
    assert not any(finding.blocks for finding in found)


ROWS = (option("noise"), option("haste"), option("queue", shown_if=when("eats", "any", "yes")))
COLUMNS = (option("bad", points=0), option("good", points=3), option("unknown"))
TABLE = replace(
    survey(
        page("one", question("eats", options="yes no")),
        page("two", question("table", "matrix", choices=COLUMNS, rows=ROWS)),
    ),
    dimensions=(dimension("room", "table", 0, 50),),
)


@pytest.mark.parametrize(
    ("sent", "room"),
    [
        ({}, (0, 0, 0, 2)),
        ({"noise": "good"}, (3, 3, 1, 2)),
        ({"noise": "good", "haste": "bad"}, (3, 6, 2, 2)),
        ({"noise": "unknown", "haste": "bad"}, (0, 3, 1, 2)),
        ({"noise": "good", "haste": "good", "queue": "good"}, (6, 6, 2, 2)),
    ],
)
def test_each_row_of_a_matrix_counts_as_a_question(sent: dict[str, str], room: tuple[int, ...]) -> None:
    """A row that is hidden counts in neither."""
    typed_in = {"eats": {"": ["no"]}, "table": {row: [chosen] for row, chosen in sent.items()}}
    [found] = profile(TABLE, walk(TABLE, typed_in)).scored
    assert (found.score.points, found.score.most, found.score.counted, found.score.asked) == room


def test_a_matrix_with_points_is_kept_and_told_of_as_other_questions_are() -> None:
    assert from_json(to_json(TABLE)) == TABLE
    assert findings(TABLE) == []
    bare = replace(TABLE.pages[1].questions[0], options=(option("bad"), option("good"), option("unknown")))
    without = replace(TABLE, pages=(TABLE.pages[0], replace(TABLE.pages[1], questions=(bare,))))
    assert [one.code for one in findings(without)] == ["points"]
    assert [change.weight for change in compare(TABLE, without)] == [Weight.BREAK]
