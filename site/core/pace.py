"""How quickly something may be asked that costs the server little, but comes at every key that is pressed.

Counted in each process by itself and forgotten after a minute: nothing is written, so that asking stays cheap. What must
not be done too often is limited in the database (`core.limits`)."""

from __future__ import annotations

import time
from collections import Counter

from django.conf import settings
from django.http import HttpRequest

from .network import network_of

MINUTE = 60
_counts: dict[str, object] = {"minute": 0, "by": Counter()}


def too_fast(request: HttpRequest, action: str) -> bool:
    """Count one, and say whether it is one too many: `settings.PACE` says how many a minute one network may ask."""
    minute = int(time.time()) // MINUTE
    if _counts["minute"] != minute:
        _counts.update(minute=minute, by=Counter())
    by = _counts["by"]
    assert isinstance(by, Counter)
    key = (action, network_of(request))
    by[key] += 1
    return by[key] > settings.PACE[action]
