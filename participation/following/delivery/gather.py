"""One letter of everything that is due to one follower."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import groupby

from django.db import transaction

from ..models import Delivery, Letter
from . import turns

BATCH = 1000  # deliveries in one transaction


def gather(*, now: datetime, goes_on: Callable[[], bool]) -> int:
    """Put due deliveries into letters, while ``goes_on``. Returns how many letters."""
    letters = 0
    while goes_on() and Delivery.objects.filter(letter=None, due_at__lte=now).exists():
        made = _batch(now)
        if made is None:
            break
        letters += made
    return letters


@transaction.atomic
def _batch(now: datetime) -> int | None:
    if not turns.mine(turns.GATHER):
        return None
    rows = Delivery.objects.filter(letter=None, due_at__lte=now).only("site", "user", "subscriber")
    found = list(rows.order_by("site_id", "user_id", "subscriber_id", "pk")[: BATCH + 1])
    lots = [list(lot) for _whose, lot in groupby(found, key=_whose)]
    if len(found) > BATCH and len(lots) > 1:
        lots.pop()  # may have more: it is whole in the next batch
    letters = Letter.objects.bulk_create(
        Letter(
            site_id=lot[0].site_id,
            user_id=lot[0].user_id,
            subscriber_id=lot[0].subscriber_id,
            made_at=now,
            next_at=now,
        )
        for lot in lots
    )
    for letter, lot in zip(letters, lots, strict=True):
        for delivery in lot:
            delivery.letter = letter
    Delivery.objects.bulk_update([delivery for lot in lots for delivery in lot], ["letter"], batch_size=250)
    return len(letters)


def _whose(delivery: Delivery) -> tuple[int, int | None, int | None]:
    return delivery.site_id, delivery.user_id, delivery.subscriber_id
