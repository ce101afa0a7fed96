"""Asking parties for statements: staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.refusal import Refusal, insist

from ...actions.shared import insist_may
from ...models import Invitation, InvitationLetter, OpinionContact, StatementRequest
from ..lists import Party
from ..rules import MOST_PARTIES, why_not_due
from .shared import locked, note_party, put_letter, ruling

ANSWERED = Refusal("answered", _("This party has already answered."))


def _request(site_id: int, key: UUID) -> StatementRequest:
    return StatementRequest.objects.get_or_create(consultation_key=key, defaults={"site_id": site_id})[0]


@transaction.atomic
def change_request(
    *, site_id: int, key: UUID, text: Mapping[str, str], remind_days: int, user: User
) -> StatementRequest:
    """The covering letter and when reminders are sent. Raises Refused."""
    insist_may(user, key)
    row = _request(site_id, key)
    row.text, row.remind_days = dict(text), remind_days
    row.save()
    audit.record(
        site_id=site_id,
        actor_id=user.pk,
        verb="consultation.change_request",
        kind="consultation",
        key=key,
        number=remind_days,
    )
    return row


@transaction.atomic
def invite(
    *, site_id: int, key: UUID, parties: Sequence[Party], due_on: date | None, user: User, now: datetime
) -> list[Invitation]:
    """Ask each for a statement by mail, once: those that have been asked already are left as they are. Returns the new
    ones. Raises Refused."""
    insist_may(user, key)
    insist(why_not_due(due_on, now))
    insist(Refusal("many", _("The list is too long.")) if len(parties) > MOST_PARTIES else None)
    request = _request(site_id, key)
    found = []
    for party in parties:
        row, made = Invitation.objects.get_or_create(
            consultation_key=key,
            organisation=party.organisation,
            email=party.email,
            defaults={
                "site_id": site_id,
                "request": request,
                "contact": party.contact,
                "language": party.language,
                "due_on": due_on,
                "created_at": now,
            },
        )
        if row.withdrawn_at:
            row.withdrawn_at, row.due_on, made = None, due_on, True
            row.save(update_fields=["withdrawn_at", "due_on"])
        if made:
            found.append(row)
            put_letter(row, InvitationLetter.What.INVITATION, now)
    audit.record(
        site_id=site_id,
        actor_id=user.pk,
        verb="consultation.invite",
        kind="consultation",
        key=key,
        number=len(found),
        parties=", ".join(row.organisation for row in found)[:2000],
    )
    return found


@transaction.atomic
def change_party(*, invitation: Invitation, party: Party, user: User, now: datetime) -> Invitation:
    """Mend what was typed of it; a new address gets the request anew, by a link of its own: whoever has the old one is not
    the party. Raises Refused."""
    insist_may(user, invitation.consultation_key)
    row = locked(invitation)
    same = Invitation.objects.of(row.consultation_key).filter(organisation=party.organisation, email=party.email)
    insist(Refusal("twice", _("This party is in the list already.")) if same.exclude(pk=row.pk).exists() else None)
    moved = party.email != row.email
    if moved:
        row.key, row.stopped = uuid4(), False
        OpinionContact.objects.filter(opinion=row.given_id).update(email=party.email)
    row.organisation, row.email = party.organisation, party.email
    row.contact, row.language = party.contact, party.language
    row.save()
    if moved:
        row.letters.filter(state=InvitationLetter.State.WAITING).delete()
        put_letter(row, InvitationLetter.What.INVITATION, now)
    note_party(row, user, "change_party")
    return row


@transaction.atomic
def extend(*, invitation: Invitation, due_on: date, reason: str, user: User, now: datetime) -> Invitation:
    """Give one party another due date; it hears of it by mail. Raises Refused."""
    insist_may(user, invitation.consultation_key)
    row = locked(invitation)
    insist(Refusal("withdrawn", _("The request has been withdrawn.")) if row.withdrawn_at else None)
    insist(why_not_due(due_on, now))
    page = ruling(row)
    before = row.asked(page).ends_at
    row.due_on = due_on
    row.save(update_fields=["due_on"])
    put_letter(row, InvitationLetter.What.EXTENDED, now)
    note_party(
        row, user, "extend_party", due_on=due_on.isoformat(), until=before.isoformat() if before else "", reason=reason
    )
    return row


@transaction.atomic
def withdraw(*, invitation: Invitation, user: User, now: datetime) -> Invitation:
    """The party is asked no more, and its link says so. Raises Refused once it has answered."""
    insist_may(user, invitation.consultation_key)
    row = locked(invitation)
    insist(ANSWERED if row.given_id or row.no_statement_at else None)
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        row.letters.filter(state=InvitationLetter.State.WAITING).delete()
        note_party(row, user, "withdraw_party")
    return row
