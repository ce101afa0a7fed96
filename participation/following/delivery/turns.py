"""One process at a time."""

from __future__ import annotations

from ..models import Turn

SPREAD, GATHER = "spread", "gather"


def begin() -> None:
    """Have the rows that are held."""
    Turn.objects.bulk_create([Turn(name=SPREAD), Turn(name=GATHER)], ignore_conflicts=True)


def mine(name: str) -> bool:
    """Whether it is this process's turn until the transaction ends. SQLite's own lock sees to it that it is; on
    PostgreSQL another process may be at it."""
    return Turn.objects.select_for_update(skip_locked=True).filter(name=name).first() is not None
