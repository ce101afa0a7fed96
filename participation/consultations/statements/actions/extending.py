"""More time for a whole consultation, as its parties have it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from ...models import Invitation, InvitationLetter, OpinionHandling
from .shared import put_letters


@transaction.atomic
def follow_closing(*, key: UUID, before: datetime | None, closes_at: datetime, now: datetime) -> int:
    """A due date that was the old closing day becomes the new one; other due dates stay as they were agreed. Those whose
    time has grown hear of it by mail, but for who has told that there is no statement, and whose statement the
    municipality has responded to. Returns how many hear. A fixed number of queries."""
    until = _last_day(closes_at)
    own = Q(due_on=_last_day(before), due_on__lt=until) if before else Q(pk__in=[])
    responded = OpinionHandling.objects.published().filter(opinion=OuterRef("given"))
    rows = Invitation.objects.of(key).filter(withdrawn_at=None).filter(own | Q(due_on=None))
    longer = list(rows.annotate(responded=Exists(responded)).select_for_update())
    Invitation.objects.filter(pk__in=[row.pk for row in longer if row.due_on]).update(due_on=until)
    told = [row for row in longer if row.no_statement_at is None and not row.responded]
    return put_letters(told, InvitationLetter.What.EXTENDED, now)


def _last_day(closes_at: datetime) -> date:
    """The day that counts whole when it ends at midnight."""
    return localdate(closes_at - timedelta(microseconds=1))
