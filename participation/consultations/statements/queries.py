"""Reading who has answered. Each call costs a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from ..models import ConsultationPage, Invitation, InvitationLetter
from .mails import last_day
from .rules import Answer

STANDING = ("standing", "removed_at")  # of a statement: whether everybody may read it
FILTERS = (Answer.WAITING, Answer.OVERDUE, Answer.GIVEN, Answer.NONE, Answer.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A party with how it stands. ``mail``: how the newest mail to it fares; ``due``: the last moment."""

    row: Invitation
    answer: Answer
    due: Any
    mail: str
    mail_state: str
    answered_at: datetime | None

    @property
    def took_no_mail(self) -> bool:
        return self.mail_state in (InvitationLetter.State.REFUSED, InvitationLetter.State.GIVEN_UP)


def parties_of(page: ConsultationPage, now: datetime) -> list[Shown]:
    """One query."""
    newest = InvitationLetter.objects.filter(invitation=OuterRef("pk")).order_by("-number")
    rows = (
        Invitation.objects.of(page.translation_key)
        .select_related("given")
        .annotate(mail_what=Subquery(newest.values("what")[:1]), mail_state=Subquery(newest.values("state")[:1]))
    )
    return [_shown(row, page, now) for row in rows]


def _shown(row: Any, page: ConsultationPage, now: datetime) -> Shown:
    asked = row.asked(page)
    words = [InvitationLetter.What(row.mail_what).label] if row.mail_what else []
    words += [InvitationLetter.State(row.mail_state).label] if row.mail_state else []
    return Shown(
        row=row,
        answer=asked.answer(now),
        due=last_day(asked),
        mail=": ".join(map(str, words)),
        mail_state=row.mail_state or "",
        answered_at=row.given.created_at if row.given else row.no_statement_at,
    )


def counted(parties: Sequence[Shown]) -> list[tuple[Answer, int]]:
    """How many stand how, those states that are there."""
    numbers = Counter(one.answer for one in parties)
    return [(answer, numbers[answer]) for answer in FILTERS if numbers[answer]]


def public_parties(page: ConsultationPage, now: datetime) -> list[Shown]:
    """Who was asked and what came of it, for everybody: organisations, no persons, and no texts. One query."""
    rows = Invitation.objects.of(page.translation_key).filter(withdrawn_at=None).select_related("given")
    own = ("organisation", "due_on", "no_statement_at", "withdrawn_at", "consultation_key", "given")
    rows = rows.only(*own, *(f"given__{name}" for name in STANDING))
    found = []
    for row in rows:
        asked = row.asked(page)
        shown = Shown(row=row, answer=asked.answer(now), due=None, mail="", mail_state="", answered_at=None)
        found.append(shown)
    return found


def waiting_parties(key: UUID) -> list[Invitation]:
    """Those for whom staff may enter a statement. One query."""
    return list(Invitation.objects.of(key).filter(given=None, withdrawn_at=None))
