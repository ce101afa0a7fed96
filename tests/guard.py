"""What a browser sends with a guarded form that has been open for a minute."""

from __future__ import annotations

from typing import Any

from core import guard


def stamped(action: str, **data: Any) -> dict[str, Any]:
    return {guard.STAMP: guard.stamp(action, seconds_ago=60), **data}
