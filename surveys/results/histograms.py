"""Numbers and days gathered into bars that stand side by side: pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count

from .protecting import small
from .statistics import Counted, quantile

MOST_BARS = 12
FENCE = 3  # spreads of the quartiles beyond which a number is far out (Tukey, Exploratory Data Analysis, 1977)
MOST_DAYS, MOST_MONTHS, MOST_YEARS = 14, 24, 30  # of which each has a bar of its own


@dataclass(frozen=True)
class Bar:
    """Of numbers from ``low`` to below ``high``; ``None`` has no end there."""

    low: Decimal | None
    high: Decimal | None
    number: int


def bars(counted: Counted, step: Decimal, least: int) -> list[Bar]:
    """At most `MOST_BARS`, of one round width but for what is far out, which is in the outermost. ``step``: between
    neighbouring numbers. Where a figure may not be about fewer than ``least`` people, bars are so wide, and the
    outermost take in so much, that none is, if that can be."""
    if not counted:
        return []
    low, high = _range(counted)
    found: list[Bar] = []
    for width in _widths(step):
        if high // width - low // width >= MOST_BARS:
            continue
        found = _gathered(counted, low, high, width, least)
        if len(found) < 3 or not any(small(bar.number, least) for bar in found):
            return found
    return found


def _range(counted: Counted) -> tuple[Decimal, Decimal]:
    first, third = quantile(counted, Decimal("0.25")), quantile(counted, Decimal("0.75"))
    out = FENCE * (third - first)
    within = [value for value in counted if not out or first - out <= value <= third + out]
    return min(within), max(within)


def _widths(step: Decimal) -> Iterator[Decimal]:
    """Round ones: 1, 2, 5, 10 … steps."""
    for power in count():
        yield from (step * digit * 10**power for digit in (1, 2, 5))


def _gathered(counted: Counted, low: Decimal, high: Decimal, width: Decimal, least: int) -> list[Bar]:
    first, last = math.floor(low / width), math.floor(high / width)
    numbers = Counter[int]()
    for value, number in counted.items():
        numbers[min(max(math.floor(value / width), first), last)] += number
    found = [Bar(place * width, (place + 1) * width, numbers[place]) for place in range(first, last + 1)]
    if min(counted) < first * width:
        found[0] = replace(found[0], low=None)
    if max(counted) >= (last + 1) * width:
        found[-1] = replace(found[-1], high=None)
    while len(found) > 1 and found[0].number < least:
        found[:2] = [Bar(None, found[1].high, found[0].number + found[1].number)]
    while len(found) > 1 and found[-1].number < least:
        found[-2:] = [Bar(found[-2].low, None, found[-2].number + found[-1].number)]
    return found


def periods(cells: Mapping[str, int]) -> dict[str, int]:
    """Days (ISO 8601) by day, month, year or ten years, as «2026-12-24», «2026-12», «2026» or «202»; those without any
    in between too."""
    days = sorted(date.fromisoformat(day) for day in cells)
    length, every = _every(days[0], days[-1])
    found = Counter[str]()
    for day, number in cells.items():
        found[day[:length]] += number
    return {period: found[period] for period in every}


def _every(first: date, last: date) -> tuple[int, list[str]]:
    """How long the name of a period is, and the names."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if (last - first).days < MOST_DAYS:
        return 10, [date.fromordinal(day).isoformat() for day in range(first.toordinal(), last.toordinal() + 1)]
    if len(months) <= MOST_MONTHS:
        return 7, [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
    if last.year - first.year < MOST_YEARS:
        return 4, [f"{year:04}" for year in range(first.year, last.year + 1)]
    return 3, [f"{ten:03}" for ten in range(first.year // 10, last.year // 10 + 1)]
