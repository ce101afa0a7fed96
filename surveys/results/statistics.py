"""Figures of numbers that were counted: pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

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


def _nth(counted: Counted, place: int) -> Decimal:
    passed = 0
    for value in sorted(counted):
        passed += counted[value]
        if place < passed:
            return value
    raise ValueError("there are fewer numbers")
