"""The demonstration's dates are days from the day of loading, so that something is always open and closes soon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

FIRST_HOUR, WAKING = 8, 13 * 60  # from 8 in the morning, for so many minutes
LATEST = 60  # minutes before loading, at least for the first turn

_DAY = re.compile(r"\{([+-]\d+)\}")
_YEAR = re.compile(r"\{y([+-]\d+)\}")


@dataclass(frozen=True)
class Calendar:
    """``now`` is the moment of loading."""

    now: datetime

    def day(self, days: int) -> date:
        """The local date that many days from loading."""
        return timezone.localdate(self.now) + timedelta(days=days)

    def moment(self, days: int, hour: int = 12) -> datetime:
        """That hour of the local date."""
        return timezone.make_aware(datetime.combine(self.day(days), datetime.min.time()).replace(hour=hour))

    def past(self, days: int, turn: int = 0) -> datetime:
        """A moment of the waking hours so many days before loading, another for each ``turn``; never in the future."""
        at = self.moment(-days, FIRST_HOUR) + timedelta(minutes=turn * 97 % WAKING)
        return min(at, self.now - timedelta(minutes=LATEST - turn % LATEST))

    def fill(self, value: Any) -> Any:
        """Put dates (``{-14}``, ``{+12}``) and years (``{y-640}``) into every text of a piece of data."""
        if isinstance(value, dict):
            return {key: self.fill(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.fill(inner) for inner in value]
        if isinstance(value, str):
            value = _DAY.sub(lambda match: _finnish(self.day(int(match[1]))), value)
            return _YEAR.sub(lambda match: str(self.day(int(match[1])).year), value)
        return value


def _finnish(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
