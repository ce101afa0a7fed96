"""What is known of a person now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from .models import Told
from .rules import NOBODY, Self, age_now

if TYPE_CHECKING:
    from accounts.queries import Person


def told_of(user: Person, site_id: int) -> Told | None:
    return Told.objects.filter(user_id=user.pk, site_id=site_id).first() if user.is_authenticated else None


def known(user: Person | None, site_id: int, now: datetime) -> Self:
    """One query for who is signed in."""
    row = told_of(user, site_id) if user is not None else None
    if row is None:
        return NOBODY
    age = age_now(row.age, row.age_at, now) if row.age is not None and row.age_at is not None else None
    return Self(age=age, or_more=row.age_or_more, basis=row.basis)
