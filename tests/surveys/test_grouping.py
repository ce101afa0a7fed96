"""Public crosses: whoever has everything that is public, and solves it, finds out no figure that is kept back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.results.grouping import REST, closed, columns, folded, is_open, rest, told, told_apart, told_by_itself

from .attacker import knows, largest

LEAST = 2
NONE = ""
AGE, PLACE, VIEW = ("young", "old", NONE), ("north", "south", "west", NONE), ("yes", "no", "else", NONE)
SIDES = (AGE, PLACE, VIEW)
CELLS = list(product(*SIDES))


@st.composite
def towns(draw):
    """How many people there are of each age, place and view; a few of them rare, which is when something is kept back."""
    ages, places = (
        draw(st.sampled_from([(6, 6, 0), (9, 2, 0), (5, 5, 2)])),
        draw(st.sampled_from([(5, 4, 1, 0), (5, 4, 2, 0), (5, 4, 3, 1)])),
    )
    crowd: Counter[tuple[str, ...]] = Counter()
    for age, place in product(range(3), range(4)):
        for view in range(4):
            usual = ages[age] * places[place] * (4, 3, 1, 0)[view] // 9
            crowd[AGE[age], PLACE[place], VIEW[view]] = max(0, usual + draw(st.integers(-2, 1)))
    return +crowd


def counted(crowd, *variables):
    found: Counter[tuple[str, ...]] = Counter()
    for cell, number in crowd.items():
        found[tuple(cell[one] for one in variables)] += number
    return found


def table(crowd, one, other):
    found = counted(crowd, one, other)
    return {row: {column: found[row, column] for column in SIDES[other]} for row in SIDES[one]}


def published(crowd):
    """Everything that stands on the pages: (variable, value) pairs and how many people have them; and for each cross what
    is told of it."""
    margins = [{value: counted(crowd, one)[value,] for value in SIDES[one]} for one in range(3)]
    back = {one: closed(margin, LEAST, required=False) for one, margin in enumerate(margins)}
    shown: dict[tuple[tuple[int, str], ...], int] = {(): sum(crowd.values())}
    for one, kept in back.items():
        if kept is not None:  # else only shares are told
            shown |= {((one, value),): number for value, number in margins[one].items() if value not in kept}
    found = {one: rest(margins[one], kept, LEAST) for one, kept in back.items() if kept is not None and one < 2}
    rests = {str(one): kept for one, kept in found.items() if kept is not None}
    crosses: list[tuple[int, int, Sequence[str], frozenset[str]]] = []
    views = back[2]
    if views is not None and rests:
        of_views = told({one: table(crowd, int(one), 2) for one in rests}, rests, views, LEAST)
        if of_views:
            crosses += [(int(one), 2, groups, of_views.kept) for one, groups in of_views.backgrounds.items()]
    if len(rests) == 2:
        of_places = told_by_itself({"0": table(crowd, 0, 1)}, rests, rests["1"], LEAST)
        if of_places:
            crosses.append((0, 1, of_places.backgrounds["0"], of_places.kept))
    for one, other, groups, kept in crosses:
        for row, column in product(groups, SIDES[other]):
            if column not in kept:
                shown[(one, row), (other, column)] = counted(crowd, one, other)[row, column]
    return shown, crosses


@settings(deadline=None, max_examples=20)
@given(towns())
def test_whoever_solves_all_that_is_public_pins_no_figure_that_is_kept_back(crowd):
    """Every cell of every cross, of groups and answers that are not told too, that is about somebody and about too few."""
    shown, crosses = published(crowd)
    system = knows(CELLS, shown)
    for one, other, _groups, _kept in crosses:
        for (row, column), number in counted(crowd, one, other).items():
            if 0 < number < LEAST:
                wanted = [int(cell[one] == row and cell[other] == column) for cell in CELLS]
                most = largest(wanted, system)
                assert most is None or most >= LEAST, (row, column, number)


def test_the_attacker_computes_what_only_small_figures_are_kept_back_of():
    """That the one above is worth its name."""
    cells = list(product("ab", "xy"))
    shown = {(): 30, ((0, "a"),): 15, ((1, "x"),): 14, ((0, "b"), (1, "x")): 13}
    assert largest([1, 0, 0, 0], knows(cells, shown)) == 1


def test_figures_of_nobody_give_nothing_away():
    """One alone is told. Beside one that is too small they are no cover: so many columns are kept back that their sum is
    about enough people in every group."""
    none = {"a": {"x": 0, "y": 30, "z": 40, NONE: 0}, "b": {"x": 9, "y": 25, "z": 60, NONE: 0}}
    assert columns([none], (), 5) == frozenset()
    few = {"a": {"x": 1, "y": 30, "z": 40, NONE: 0}, "b": {"x": 5, "y": 25, "z": 60, NONE: 0}}
    assert columns([few], (), 5) == {"x", "y"}
    fewer = {"a": {"x": 3, "y": 0, "z": 40, "w": 60}, "b": {"x": 6, "y": 3, "z": 25, "w": 60}}
    assert columns([fewer], (), 5) == {"x", "y", "z"}


def test_the_same_columns_are_kept_back_by_every_background():
    """Where one background is made of the groups of the other, its rows would be the sums of theirs."""
    fine = {"a": {"x": 2, "y": 20, "z": 30, "w": 40}, "b": {"x": 8, "y": 21, "z": 30, "w": 40}}
    fine |= {name: {"x": 9, "y": 9, "z": 9, "w": 40} for name in "cde"}
    coarse = {"ab": {"x": 10, "y": 41, "z": 60, "w": 80}, "cde": {"x": 27, "y": 27, "z": 27, "w": 120}}
    found = told({"fine": fine, "coarse": coarse}, {"fine": frozenset(), "coarse": frozenset()}, (), 5)
    assert (found.kept, set(found.backgrounds)) == ({"x", "y"}, {"fine", "coarse"})


def test_a_background_of_many_small_groups_takes_nothing_from_another():
    fine = {name: {"x": 2, "y": 2, "z": 16} for name in "abcd"}
    coarse = {"ab": {"x": 6, "y": 6, "z": 30}, "cd": {"x": 6, "y": 6, "z": 30}}
    found = told({"fine": fine, "coarse": coarse}, {"fine": frozenset(), "coarse": frozenset()}, (), 5)
    assert (found.kept, set(found.backgrounds)) == (frozenset(), {"coarse"})


def test_a_group_is_large_and_so_is_the_rest():
    assert rest({"a": 50, "b": 40, "c": 30, NONE: 0}, (), 5) == {NONE}
    assert rest({"a": 50, "b": 40, "c": 30, "d": 7, NONE: 0}, (), 5) == {"d", NONE, "c"}
    assert rest({"a": 50, "b": 40, "c": 30, "d": 7, "e": 13, NONE: 0}, (), 5) == {"d", "e", NONE}
    assert rest({"a": 50, "b": 7, NONE: 0}, (), 5) is None
    assert rest({"a": 50, "b": 40, "c": 30, NONE: 0}, {"b"}, 5) == {"b", NONE}


def test_where_its_own_results_do_not_tell_how_many_answered_groups_do_not_either():
    assert closed({"a": 50, "b": 40, NONE: 3}, 5, required=False) is None
    assert closed({"a": 50, "b": 40, NONE: 3}, 5, required=True) is None
    assert closed({"a": 50, "b": 40, "c": 2, "d": 9, NONE: 30}, 5, required=False) == {"c", "d"}
    assert closed({"a": 50, "b": 40, "c": 2, "d": 9, NONE: 0}, 5, required=True) == {"c", "d"}


def test_of_several_choices_all_alternatives_are_told_or_none():
    rests = {"age": frozenset({NONE})}
    rows = {
        "young": {"x": 9, "not x": 20, NONE: 5},
        "old": {"x": 0, "not x": 29, NONE: 6},
        NONE: {"x": 0, "not x": 0, NONE: 0},
    }
    assert told_apart({"age": rows}, rests, 5).backgrounds == {"age": ["young", "old"]}
    few = {**rows, "old": {"x": 3, "not x": 26, NONE: 6}}
    assert told_apart({"age": few}, rests, 5) is None


def test_folding_keeps_everybody():
    rows = {"a": {"x": 1, "y": 2}, "b": {"x": 3, "y": 4}, "c": {"x": 5, "y": 6}}
    assert folded(rows, {"a", "b"}, {"y"}) == {REST: {"x": 4, REST: 6}, "c": {"x": 5, REST: 6}}
    assert is_open(rows, 2) is False
