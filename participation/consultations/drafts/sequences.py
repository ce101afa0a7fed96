"""The longest that two orders have in common. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence

CELLS = 4_000_000  # of a table of comparisons; beyond it, only what stands in its place from either end is found


def in_common(
    old: Sequence[Hashable], new: Sequence[Hashable], weigh: Callable[[Hashable], int] = lambda _key: 1
) -> list[tuple[int, int]]:
    """Pairs of places with the same thing, in the order of both, of the greatest weight together."""
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < min(len(old), len(new)) - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    pairs = [(place, place) for place in range(begin)]
    pairs += _middle(old, new, begin, end, weigh)
    return pairs + [(len(old) - place, len(new) - place) for place in range(end, 0, -1)]


def _middle(
    old: Sequence[Hashable], new: Sequence[Hashable], begin: int, end: int, weigh: Callable[[Hashable], int]
) -> list[tuple[int, int]]:
    """Between what is the same at either end. Only what both have is compared."""
    shared = set(old[begin : len(old) - end]) & set(new[begin : len(new) - end])
    rows = [place for place in range(begin, len(old) - end) if old[place] in shared]
    columns = [place for place in range(begin, len(new) - end) if new[place] in shared]
    if not shared or len(rows) * len(columns) > CELLS:
        return []
    weights = {key: weigh(key) for key in shared}
    keys = [new[place] for place in columns]
    table = [[0] * (len(columns) + 1)]
    for row in reversed(rows):
        table.append(_row(old[row], keys, table[-1], weights))
    table.reverse()
    pairs, i, j = [], 0, 0
    while i < len(rows) and j < len(columns):
        key = old[rows[i]]
        if key == keys[j] and table[i][j] == table[i + 1][j + 1] + weights[key]:
            pairs.append((rows[i], columns[j]))
            i, j = i + 1, j + 1
        elif table[i][j] == table[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _row(key: Hashable, keys: list[Hashable], below: list[int], weights: dict[Hashable, int]) -> list[int]:
    """The greatest weights from here on, for each place of the other."""
    best = [0] * len(below)
    for j in range(len(keys) - 1, -1, -1):
        found = below[j] if below[j] > best[j + 1] else best[j + 1]
        if keys[j] == key and below[j + 1] + weights[key] > found:
            found = below[j + 1] + weights[key]
        best[j] = found
    return best


def rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest run of numbers that grow."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(places[length - 1] if length else -1)
        tails[length : length + 1] = [number]
        places[length : length + 1] = [place]
    found: set[int] = set()
    place = places[-1] if places else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found
