"""More time for a whole consultation, as its parties have it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from ...models import Invitation, InvitationLetter
from .shared import put_letter


@transaction.atomic
def follow_closing(*, key: UUID, before: datetime | None, closes_at: datetime, now: datetime) -> int:
    """A due date that was the old closing day becomes the new one; other due dates stay as they were agreed. Those whose
    time has grown hear of it by mail, but for who has told that there is no statement. Returns how many hear."""
    own = Q(due_on=_last_day(before)) if before else Q(pk__in=[])
    rows = Invitation.objects.of(key).filter(withdrawn_at=None).filter(own | Q(due_on=None))
    told = 0
    for row in rows.select_for_update():
        if row.due_on is not None and row.due_on >= _last_day(closes_at):
            continue
        if row.due_on is not None:
            row.due_on = _last_day(closes_at)
            row.save(update_fields=["due_on"])
        if row.no_statement_at is None and row.email:
            put_letter(row, InvitationLetter.What.EXTENDED, now)
            told += 1
    return told


def _last_day(closes_at: datetime) -> date:
    """The day that counts whole when it ends at midnight."""
    return localdate(closes_at - timedelta(microseconds=1))
