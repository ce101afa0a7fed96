"""What is known of a person now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from accounts.strong import visit

from .models import Told
from .rules import NOBODY, Self, age_now, with_fact

if TYPE_CHECKING:
    from accounts.queries import Person


def told_of(user: Person, site_id: int) -> Told | None:
    return Told.objects.filter(user_id=user.pk, site_id=site_id).first() if user.is_authenticated else None


def known(user: Person | None, site_id: int, now: datetime) -> Self:
    """What the person has told, and before it what an identification of this visit tells. One query for who is signed
    in."""
    if user is None or not user.is_authenticated:
        return NOBODY
    told, fact = _told(told_of(user, site_id), now), visit.now(user_id=user.pk, site_id=site_id)
    return with_fact(told, fact) if fact else told


def _told(row: Told | None, now: datetime) -> Self:
    if row is None:
        return NOBODY
    age = age_now(row.age, row.age_at, now) if row.age is not None and row.age_at is not None else None
    return Self(age=age, or_more=row.age_or_more, basis=row.basis)
