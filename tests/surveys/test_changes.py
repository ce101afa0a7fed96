"""What a change of a survey means for the answers that there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from surveys.engine.changes import Weight, compare, heaviest
from surveys.engine.definition import Definition

from .definitions import option, page, question, survey, when

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
