"""Somebody who solves the linear system of everything that is public: the largest value that a figure can have, by the
simplex method with exact fractions (Dantzig 1951; Bland's rule, 1977)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Row = list[Fraction]


def largest(wanted: Sequence[int], known: Sequence[tuple[Sequence[int], int]]) -> Fraction | None:
    """The most that ``wanted`` (a factor of each unknown) can be, of unknowns from 0 on for which each of ``known`` holds
    (factors, and what they come to). ``None`` has no end."""
    size = len(wanted)
    rows = [
        [Fraction(factor) for factor in factors] + [Fraction(place == own) for place in range(len(known))] + [Fraction(total)]
        for own, (factors, total) in enumerate(known)
    ]  # fmt: skip
    basis = [size + place for place in range(len(known))]
    first = [Fraction(-sum(row[place] for row in rows)) for place in range(size)] + [Fraction()] * len(known)
    assert _solve(rows, basis, [*first, -sum((row[-1] for row in rows), Fraction())], size)
    for own, row in enumerate(rows):  # unknowns of the first phase leave
        if basis[own] >= size and (place := next((one for one in range(size) if row[one]), None)) is not None:
            _turn(rows, basis, [], own, place)
    rows, basis = map(list, zip(*((row, one) for row, one in zip(rows, basis, strict=True) if one < size), strict=True))
    goal = [Fraction(-factor) for factor in wanted] + [Fraction()] * (len(known) + 1)
    for row, one in zip(rows, basis, strict=True):
        factor = goal[one]
        goal = [left - factor * right for left, right in zip(goal, row, strict=True)]
    return goal[-1] if _solve(rows, basis, goal, size) else None


def _solve(rows: list[Row], basis: list[int], goal: Row, size: int) -> bool:
    while True:
        place = next((one for one in range(size) if goal[one] < 0), None)
        if place is None:
            return True
        found = [(row[-1] / row[place], basis[own], own) for own, row in enumerate(rows) if row[place] > 0]
        if not found:
            return False
        _turn(rows, basis, goal, min(found)[2], place)


def _turn(rows: list[Row], basis: list[int], goal: Row, own: int, place: int) -> None:
    by = rows[own][place]
    rows[own] = [value / by for value in rows[own]]
    for row in (*(row for number, row in enumerate(rows) if number != own), goal):
        if row and (factor := row[place]):
            row[:] = [left - factor * right for left, right in zip(row, rows[own], strict=True)]
    basis[own] = place


def knows(
    cells: Sequence[tuple[str, ...]], shown: Mapping[tuple[tuple[int, str], ...], int]
) -> list[tuple[list[int], int]]:
    """``cells``: of the whole table, a value of each variable. ``shown``: how many have some values, by (variable, value)."""
    return [
        ([int(all(cell[variable] == value for variable, value in wanted)) for cell in cells], total)
        for wanted, total in shown.items()
    ]
