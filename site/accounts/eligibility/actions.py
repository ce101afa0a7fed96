"""Writing down what people tell of themselves."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from core import audit

from .models import Told
from .rules import kept_age, years


@transaction.atomic
def tell(
    *, user: User, site_id: int, now: datetime, born: date | None = None, needed: int = 0, basis: str = ""
) -> Told | None:
    """Keep a person's own word: of the day of birth only the age, as far as ``needed`` (years). An answer that differs
    from the one before counts as a change and leaves a row in the audit trail; so does every first one."""
    if born is None and not basis:
        return None
    row, _made = Told.objects.select_for_update().get_or_create(user=user, site_id=site_id)
    before = (row.age, row.basis)
    changed = []
    if born is not None:
        row.age, row.age_or_more = kept_age(years(born, localdate(now)), needed)
        row.age_at = now
        changed += ["age"] if before[0] not in (None, row.age) else []
    if basis:
        row.basis, row.basis_at = basis, now
        changed += ["basis"] if before[1] not in ("", basis) else []
    row.changes += bool(changed)
    row.save()
    _note(user, site_id, "correct" if changed else "tell", what=changed or _what(born, basis))
    return row


@transaction.atomic
def forget(*, user: User, site_id: int, by: User | None) -> None:
    """Remove what a person has told; ``by`` the person, or ``None`` when the service desk ends. A trace stays in the
    audit trail when a person does it."""
    gone, _each = Told.objects.filter(user=user, site_id=site_id).delete()
    if gone and by is not None:
        _note(user, site_id, "forget")


def _what(born: date | None, basis: str) -> list[str]:
    return [name for name, given in (("age", born), ("basis", basis)) if given]


def _note(user: User, site_id: int, verb: str, **detail: object) -> None:
    audit.record(
        site_id=site_id,
        actor_id=user.pk,
        verb=f"eligibility.{verb}",
        kind="user",
        key=user.pk,
        subject_id=user.pk,
        **detail,
    )
