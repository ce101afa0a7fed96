"""Figures of numbers that were counted: pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

Counted = Mapping[Decimal, int]  # how often each number


def numbers(cells: Mapping[str, int]) -> Counted:
    """Cells that are numbers; «cannot say» is none."""
    return {Decimal(cell): number for cell, number in cells.items() if cell.lstrip("-").replace(".", "", 1).isdigit()}


def mean(counted: Counted) -> Decimal:
    """Raises ZeroDivisionError where there are no numbers."""
    return sum((value * number for value, number in counted.items()), Decimal(0)) / sum(counted.values())


def quantile(counted: Counted, part: Decimal) -> Decimal:
    """Between neighbours in proportion (type 7 of Hyndman and Fan, 1996; what NumPy and spreadsheets do)."""
    count = sum(counted.values())
    at = (count - 1) * part
    low = int(at)
    return _nth(counted, low) + (at - low) * (_nth(counted, min(low + 1, count - 1)) - _nth(counted, low))


def divided(cells: Mapping[str, int]) -> Mapping[str, Fraction]:
    """What each option got of a budget: the sum of the shares (0–1) that people gave it."""
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for cell, number in cells.items():
        option, amount, total = cell.rsplit(":", 2)
        found[option] += Fraction(int(amount), int(total)) * number
    return found


def _nth(counted: Counted, place: int) -> Decimal:
    passed = 0
    for value in sorted(counted):
        passed += counted[value]
        if place < passed:
            return value
    raise ValueError("there are fewer numbers")
