"""What a change of a survey means for the answers that there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveys.engine.changes import Weight, compare, heaviest
from surveys.engine.definition import Definition

from .definitions import dimension, levels, option, page, question, survey, when

BEFORE = survey(page("p", question("q1", options="a b", title="Maistuiko?"), question("q2", "short_text")))


def changed(*questions: object) -> Definition:
    return survey(page("p", *questions))  # type: ignore[arg-type]


FIRST, SECOND = BEFORE.pages[0].questions


@pytest.mark.parametrize(
    ("after", "weight"),
    [
        (BEFORE, None),
        (changed(replace(FIRST, title={"fi": "Maistuiko ruoka?"}), SECOND), Weight.WORDS),
        (changed(replace(FIRST, title={**FIRST.title, "sv": "Smakade det?"}), SECOND), Weight.WORDS),
        (changed(replace(SECOND, required=False), FIRST), Weight.WORDS),
        (changed(FIRST, SECOND, question("q3", "short_text")), Weight.MORE),
        (changed(replace(FIRST, options=(*FIRST.options, option("c"))), SECOND), Weight.MORE),
        (survey(*BEFORE.pages, page("p2", question("q3", "short_text"))), Weight.MORE),
        (changed(FIRST), Weight.BREAK),
        (changed(FIRST, SECOND, question("q3", "short_text", required=True)), Weight.BREAK),
        (changed(replace(FIRST, options=FIRST.options[:1]), SECOND), Weight.BREAK),
        (changed(replace(FIRST, kind="choices"), SECOND), Weight.BREAK),
        (changed(replace(FIRST, required=True), SECOND), Weight.BREAK),
        (changed(FIRST, replace(SECOND, limits={"max": 5})), Weight.BREAK),
        (changed(FIRST, replace(SECOND, shown_if=when("q1", "any", "a"))), Weight.BREAK),
    ],
)
def test_a_change_has_its_weight(after: Definition, weight: Weight | None) -> None:
    changes = compare(BEFORE, after)
    assert heaviest(changes) == weight
    assert all(change.message for change in changes)
    assert bool(changes) == (weight is not None)


POINTS = (option("a", points=0), option("b", points=2))
SCORED = replace(
    survey(page("p", question("q1", choices=POINTS), question("q2", "scale"))),
    dimensions=(dimension("d", "q1", 0, 50),),
    levels=levels(0, 50),
)
BARE = replace(SCORED, dimensions=(), levels=())
MORE_POINTS = survey(page("p", question("q1", choices=(POINTS[0], option("b", points=3))), question("q2", "scale")))


@pytest.mark.parametrize(
    ("before", "after", "weight"),
    [
        (SCORED, SCORED, None),
        (BARE, SCORED, Weight.MORE),
        (SCORED, BARE, Weight.BREAK),
        (SCORED, replace(SCORED, pages=MORE_POINTS.pages), Weight.BREAK),
        (BARE, replace(BARE, pages=MORE_POINTS.pages), Weight.WORDS),
        (SCORED, replace(SCORED, dimensions=(dimension("d", "q1 q2", 0, 50),)), Weight.BREAK),
        (SCORED, replace(SCORED, dimensions=(dimension("d", "q1", 0, 60),)), Weight.BREAK),
        (SCORED, replace(SCORED, dimensions=(dimension("d", "q1", 0, 50, weight=2),)), Weight.BREAK),
        (SCORED, replace(SCORED, dimensions=(replace(SCORED.dimensions[0], name={"fi": "Muu"}),)), Weight.WORDS),
        (
            SCORED,
            replace(SCORED, levels=(replace(SCORED.levels[0], advice={"fi": "Ota"}), SCORED.levels[1])),
            Weight.WORDS,
        ),
    ],
)
def test_a_change_of_points_has_its_weight(before: Definition, after: Definition, weight: Weight | None) -> None:
    assert heaviest(compare(before, after)) == weight
