"""Reminding those who have not answered: by hand, and by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from accounts.models import User
from core.refusal import Refused, insist

from ...actions.shared import insist_may
from ...models import ConsultationPage, Invitation, InvitationLetter
from ..rules import MOST_REMIND_DAYS, is_reminded, why_not_remind
from .shared import locked, note_party, put_letter, ruling


@transaction.atomic
def remind(*, invitation: Invitation, user: User, now: datetime) -> Invitation:
    """Raises Refused."""
    insist_may(user, invitation.consultation_key)
    row = locked(invitation)
    letters = list(row.letters.order_by("number"))
    insist(
        why_not_remind(
            row.asked(ruling(row)),
            now,
            letters=len(letters),
            has_address=bool(row.email),
            is_waiting=bool(letters) and letters[-1].state == InvitationLetter.State.WAITING,
            stopped=row.stopped,
            refused=bool(letters) and letters[-1].state == InvitationLetter.State.REFUSED,
        )
    )
    put_letter(row, InvitationLetter.What.REMINDER, now)
    note_party(row, user, "remind_party")
    return row


def remind_all(*, key: UUID, user: User, now: datetime) -> int:
    """Each who can be reminded; returns how many. Raises Refused."""
    insist_may(user, key)
    number = 0
    for row in Invitation.objects.of(key).unanswered().exclude(email=""):
        try:
            remind(invitation=row, user=user, now=now)
            number += 1
        except Refused:
            continue
    return number


def remind_due(*, now: datetime) -> int:
    """Those whose day has come, once for each due date. Returns how many."""
    last = now + timedelta(days=MOST_REMIND_DAYS)
    waiting = Invitation.objects.unanswered().exclude(email="").filter(stopped=False)
    soon = ConsultationPage.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE, live=True, closes_at__lte=last, closes_at__gt=now
    )
    own = Q(due_on__gte=localdate(now), due_on__lte=localdate(last))
    common = Q(due_on=None, consultation_key__in=soon.values("translation_key"))
    found = list(waiting.filter(own | common).select_related("request"))
    keys = {row.consultation_key for row in found}
    pages = {
        page.translation_key: page
        for page in ConsultationPage.objects.filter(
            translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE, live=True
        ).defer_streamfields()
    }
    due = [row for row in found if (page := pages.get(row.consultation_key)) and _is_due(row, page, now)]
    return sum(_remind_due(row, pages[row.consultation_key], now) for row in due)


def _is_due(row: Invitation, page: ConsultationPage, now: datetime) -> bool:
    asked = row.asked(page)
    if row.reminded_for == asked.ends_at or (asked.opens_at is not None and now < asked.opens_at):
        return False
    return is_reminded(asked, now, days=row.request.remind_days)


@transaction.atomic
def _remind_due(invitation: Invitation, page: ConsultationPage, now: datetime) -> int:
    """A request that was sent within the time of the reminder is its own reminder."""
    row = Invitation.objects.select_for_update(of=("self",)).select_related("request").get(pk=invitation.pk)
    if not _is_due(row, page, now):
        return 0
    ends_at = row.asked(page).ends_at
    assert ends_at is not None
    row.reminded_for = ends_at
    row.save(update_fields=["reminded_for"])
    newest = row.letters.order_by("-number").first()
    begins = ends_at - timedelta(days=row.request.remind_days)
    if newest is None or newest.made_at >= begins or newest.state == InvitationLetter.State.REFUSED:
        return 0
    put_letter(row, InvitationLetter.What.REMINDER, now)
    note_party(row, None, "remind_party")
    return 1
