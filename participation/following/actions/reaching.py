"""Addresses that no mail reaches: switched off after some refusals in a row, and on again by whose they are."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User

from ..models import Letter, Subscriber, Unreachable
from ..rules import REFUSALS
from .shared import mine, note, unsent


@transaction.atomic
def count_refusal(*, letter: Letter, now: datetime) -> bool:
    """The receiver's mail server does not know the address of a letter. Returns whether that was once too often: from
    now on no mail is tried, and what waits is not sent."""
    row, _made = Unreachable.objects.get_or_create(**mine(letter.user, letter.subscriber))
    Unreachable.objects.filter(pk=row.pk).update(refused=F("refused") + 1)
    off = Unreachable.objects.filter(pk=row.pk, refused__gte=REFUSALS, off_at=None).update(off_at=now)
    if off:
        unsent(letter.user, letter.subscriber).delete()
        note(site_id=letter.site_id, user=letter.user, subscriber=letter.subscriber, verb="off")
    return bool(off)


def forget_refusals(*, user: User | None = None, subscriber: Subscriber | None = None) -> bool:
    """Mail is tried again: the address has been proved, changed or confirmed, or a letter got through. Returns whether
    it had been switched off."""
    rows = Unreachable.objects.filter(**mine(user, subscriber))
    was_off = rows.exclude(off_at=None).exists()
    rows.delete()
    return was_off
