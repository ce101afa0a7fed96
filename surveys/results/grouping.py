"""Which figures of public crosses are told, so that nobody computes those that are not: pure.

A background question has a `rest`: the groups that are too small, those that its own results keep back, and who did not
answer it. A question has columns that are kept back, the same ones in every group of every background. Everything that
follows from what is told, the rests and the sums of what is kept back too, is about nobody or about at least so many
people as a figure must be. What stands behind a rest or a sum can be exchanged between people without any figure of any
page changing, so it stays open how it is distributed; hence one rest for all questions, and one choice of columns for
all backgrounds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .protecting import UNANSWERED, hidden, small

GROUP = 4  # times the least figure: how many people a group is at least
REST = "rest"  # the row, or the column, of what is not told apart

Table = Mapping[str, Mapping[str, int]]  # by group, then by what was answered; each with `UNANSWERED`


@dataclass(frozen=True, kw_only=True)
class Told:
    """Of a question: by background the groups that are told, and the columns that are ``kept`` back in all of them."""

    backgrounds: Mapping[str, Sequence[str]]
    kept: frozenset[str]


def closed(margin: Mapping[str, int], least: int, *, required: bool) -> frozenset[str] | None:
    """What the question's own results keep back; ``None`` where they do not tell how many answered: numbers of groups
    would."""
    if small(margin.get(UNANSWERED, 0), least):
        return None
    cells = {cell: number for cell, number in margin.items() if cell != UNANSWERED or not required}
    found = hidden(cells, least)
    return None if UNANSWERED in found else found


def rest(groups: Mapping[str, int], closed: Collection[str], least: int) -> frozenset[str] | None:
    """``None`` where fewer than two groups would be left. ``groups`` with `UNANSWERED`."""
    enough = GROUP * least
    found = {group for group, number in groups.items() if group in closed or number < enough or group == UNANSWERED}
    left = sorted((number, group) for group, number in groups.items() if group not in found)
    while left and 0 < sum(groups[group] for group in found) < enough:
        found.add(left.pop(0)[1])
    return frozenset(found) if len(left) > 1 else None


def folded(table: Table, rest: Collection[str], kept: Collection[str] = ()) -> dict[str, dict[str, int]]:
    """With the rest as one row and what is kept back as one column."""
    found: dict[str, dict[str, int]] = {}
    for group, row in table.items():
        own = found.setdefault(REST if group in rest else group, {})
        for column, number in row.items():
            place = REST if column in kept else column
            own[place] = own.get(place, 0) + number
    return found


def columns(tables: Sequence[Table], closed: Collection[str], least: int) -> frozenset[str]:
    """The columns that are kept back. ``tables``: of every background, the rest folded. What nobody answered covers
    nothing: everybody knows it."""
    totals = {column: sum(row[column] for row in tables[0].values()) for column in next(iter(tables[0].values()))}
    rows = [row for table in tables for row in table.values()]
    found = {column for column in totals if column in closed or any(small(row[column], least) for row in rows)}
    left = sorted((number, column) for column, number in totals.items() if number and column not in found)
    while left and found and (len(found) < 2 or any(small(sum(row[one] for one in found), least) for row in rows)):
        found.add(left.pop(0)[1])
    return frozenset(found)


def is_open(table: Table, least: int) -> bool:
    """Whether nothing of it must be kept back."""
    return not any(small(number, least) for row in table.values() for number in row.values())


def told(
    tables: Mapping[str, Table], rests: Mapping[str, frozenset[str]], closed: Collection[str], least: int
) -> Told | None:
    """A question by one or more backgrounds: those that together tell most. ``tables``: by background, as they are."""
    best: tuple[int, Told] | None = None
    for chosen in _parts(tables):
        kept = columns([folded(tables[one], rests[one]) for one in chosen], closed, least)
        groups = {one: [group for group in tables[one] if group not in rests[one]] for one in chosen}
        shown = _columns(tables[chosen[0]]) - kept - {UNANSWERED}
        worth = len(shown) * sum(map(len, groups.values()))
        if worth and (best is None or worth > best[0]):
            best = worth, Told(backgrounds=groups, kept=kept)
    return best[1] if best else None


def told_by_itself(
    tables: Mapping[str, Table], rests: Mapping[str, frozenset[str]], own: frozenset[str], least: int
) -> Told | None:
    """A question that is a background too: its columns are its groups, so that it is either told by another or not."""
    groups = {
        one: [group for group in table if group not in rests[one]]
        for one, table in tables.items()
        if is_open(folded(table, rests[one], own), least)
    }
    return Told(backgrounds=groups, kept=own) if groups else None


def told_apart(tables: Mapping[str, Table], rests: Mapping[str, frozenset[str]], least: int) -> Told | None:
    """A question with several choices. How many chose one bounds how many chose another, so all of its alternatives are
    told or none. ``tables`` with how many did not choose an alternative in a column of its own."""
    return told_by_itself(tables, rests, frozenset(), least)


def _columns(table: Table) -> frozenset[str]:
    return frozenset(column for row in table.values() for column in row)


def _parts(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    every = list(names)
    for size in range(len(every), 0, -1):
        yield from combinations(every, size)
