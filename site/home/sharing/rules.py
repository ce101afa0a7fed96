"""How long a preview link works. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

LEAST, MOST, USUAL = 1, 60, 14  # days that a link works
NOTE_LENGTH = 120  # characters
KEPT = timedelta(days=30)  # after the end: the editors' list tells meanwhile who had a link
State = Literal["works", "ended", "withdrawn"]


def end(now: datetime, days: int) -> datetime:
    """To the minute, as the page tells it."""
    return (now + timedelta(days=days)).replace(second=0, microsecond=0)


def state(*, ends_at: datetime, withdrawn_at: datetime | None, now: datetime) -> State:
    if withdrawn_at is not None:
        return "withdrawn"
    return "works" if now < ends_at else "ended"
