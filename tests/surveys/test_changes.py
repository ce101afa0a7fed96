"""What a change of a survey means for the answers that there are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from surveys.engine.changes import Weight, compare, heaviest
from surveys.engine.definition import END, Definition, Jump

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
        (survey(page("p", FIRST), page("p2", SECOND)), Weight.MORE),
        (survey(page("p", FIRST), page("p2", SECOND, shown_if=when("q1", "any", "a"))), Weight.BREAK),
        (survey(page("p", FIRST, jumps=(Jump(to=END),)), page("p2", SECOND)), Weight.BREAK),
        (survey(page("p", FIRST, SECOND), page("p2", question("q3"), shown_if=when("q1", "any", "a"))), Weight.MORE),
    ],
)
def test_a_change_has_its_weight(after: Definition, weight: Weight | None) -> None:
    changes = compare(BEFORE, after)
    assert heaviest(changes) == weight
    assert all(change.message for change in changes)
    assert bool(changes) == (weight is not None)


HIDING = Jump(to=END, condition=when("q1", "any", "a"))
SEVERAL = survey(
    page(
        "p",
        question("q1", "choices", options="a b c", title="Mitä?", required=True),
        question("q2", "matrix", options="a b", rows=(option("r1"), option("r2")), title="Arvioi"),
        jumps=(HIDING,),
    ),
    page("p2", question("q3", "short_text")),
    page("p3", question("q4", "short_text"), jumps=(Jump(to="p9"),)),
)


def several(**more: object) -> Definition:
    """With another first question."""
    first, *others = SEVERAL.pages[0].questions
    whole = replace(SEVERAL.pages[0], questions=(replace(first, **more), *others))  # type: ignore[arg-type]
    return replace(SEVERAL, pages=(whole, *SEVERAL.pages[1:]))


def leading(*jumps: Jump) -> Definition:
    return replace(SEVERAL, pages=(replace(SEVERAL.pages[0], jumps=jumps), *SEVERAL.pages[1:]))


A, B, C = SEVERAL.pages[0].questions[0].options
ROWS = SEVERAL.pages[0].questions[1]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (SEVERAL, several(required=False), [(Weight.BREAK, "Kysymykseen «Mitä?» ei enää tarvitse vastata.")]),
        (
            SEVERAL,
            several(options=(B, A, C)),
            [(Weight.WORDS, "Kysymyksen «Mitä?» vaihtoehtojen järjestys on muuttunut.")],
        ),
        (
            SEVERAL,
            several(shuffled=True),
            [
                (
                    Weight.WORDS,
                    "Kysymyksen «Mitä?» vaihtoehdot tulevat nyt kullekin vastaajalle omassa järjestyksessään.",
                )
            ],
        ),
        (
            several(shuffled=True),
            SEVERAL,
            [(Weight.WORDS, "Kysymyksen «Mitä?» vaihtoehdot tulevat nyt kaikille samassa järjestyksessä.")],
        ),
        (
            SEVERAL,
            several(options=(A, B, replace(C, other=True))),
            [(Weight.MORE, "Kysymyksen «Mitä?» vaihtoehto «c» pyytää nyt myös sanoja.")],
        ),
        (
            several(options=(A, B, replace(C, other=True))),
            SEVERAL,
            [(Weight.BREAK, "Kysymyksen «Mitä?» vaihtoehto «c» ei enää pyydä sanoja.")],
        ),
        (
            SEVERAL,
            several(options=(A, B, replace(C, exclusive=True))),
            [(Weight.BREAK, "Kysymyksen «Mitä?» vaihtoehtoa «c» ei enää voi valita muiden kanssa.")],
        ),
        (
            several(options=(A, B, replace(C, exclusive=True))),
            SEVERAL,
            [(Weight.BREAK, "Kysymyksen «Mitä?» vaihtoehdon «c» voi nyt valita muiden kanssa.")],
        ),
        (
            SEVERAL,
            replace(
                SEVERAL,
                pages=(
                    replace(
                        SEVERAL.pages[0],
                        questions=(SEVERAL.pages[0].questions[0], replace(ROWS, rows=ROWS.rows[::-1])),
                    ),
                    *SEVERAL.pages[1:],
                ),
            ),
            [(Weight.WORDS, "Kysymyksen «Arvioi» rivien järjestys on muuttunut.")],
        ),
        (
            SEVERAL,
            leading(),
            [
                (Weight.BREAK, "Sivu «p2» näytetään eri vastaajille kuin ennen."),
                (Weight.BREAK, "Sivu «p3» näytetään eri vastaajille kuin ennen."),
            ],
        ),
        (
            SEVERAL,
            leading(replace(HIDING, to="p3")),
            [(Weight.BREAK, "Sivu «p3» näytetään eri vastaajille kuin ennen.")],
        ),
        (
            SEVERAL,
            leading(Jump(to="p2", condition=when("q1", "any", "b")), HIDING),
            [
                (Weight.BREAK, "Sivu «p2» näytetään eri vastaajille kuin ennen."),
                (Weight.BREAK, "Sivu «p3» näytetään eri vastaajille kuin ennen."),
            ],
        ),
        (
            SEVERAL,
            leading(HIDING, Jump(to="p2", condition=when("q1", "any", "b"))),
            [(Weight.MORE, "Sivut seuraavat toisiaan toisin kuin ennen.")],
        ),
    ],
)
def test_a_change_is_told_as_what_it_is(before: Definition, after: Definition, told: list[tuple[Weight, str]]) -> None:
    with override("fi"):
        assert [(change.weight, change.message) for change in compare(before, after)] == told


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
