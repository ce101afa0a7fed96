"""What goes by the clock: old events with what was delivered of them, and old letters."""

from __future__ import annotations

from datetime import datetime

from ..models import Delivery, Event, Letter
from ..rules import EVENTS_KEPT, LETTERS_KEPT

BATCH = 1000


def purge(*, now: datetime) -> int:
    """Delete in batches, each a transaction of its own. Returns how many rows of events and letters."""
    ended = Letter.objects.filter(ended_at__lt=now - LETTERS_KEPT)
    spread = Event.objects.filter(at__lt=now - EVENTS_KEPT).exclude(spread_at=None)
    gone = 0
    for rows in (ended, spread):
        while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            if rows.model is Letter:
                Delivery.objects.filter(letter__in=ids).delete()
            rows.filter(pk__in=ids).delete()
            gone += len(ids)
    return gone
