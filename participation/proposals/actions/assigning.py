"""Who prepares the answer, and by when; what staff say among themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import roles_of
from core.fields import LocalizedText
from core.refusal import insist
from core.text import tidy

from .. import mails
from ..models import Assignment, Note, Proposal
from ..rules import State, why_not_assign_to, why_not_handle, why_not_note
from .shared import locked, situation_of, step
from .shared import note as record


@transaction.atomic
def assign(
    *,
    proposal: Proposal,
    user: User,
    now: datetime,
    assignee: User | None,
    due_on: date | None = None,
    note: str = "",
    preparer: Mapping[str, str] | None = None,
    estimated_on: date | None = None,
    expected: int | None = None,
) -> Assignment:
    """Give the proposal to somebody who handles proposals here (``None``: to nobody), with a day and a word for staff.
    ``preparer`` (by language) and ``estimated_on`` are for the author, who hears of them once the proposal has been
    taken up, and for the public page. The assignee is told by mail. Raises Refused and Changed."""
    proposal = locked(proposal, expected=expected)
    insist(why_not_handle(situation_of(proposal, user, now)))
    if assignee is not None:
        insist(why_not_assign_to(roles_of(assignee, proposal.site_id)))
    told = (dict(proposal.preparer), proposal.estimated_on)
    last = Assignment.objects.filter(proposal=proposal).last()
    row = Assignment.objects.create(
        proposal=proposal, assignee=assignee, due_on=due_on, note=tidy(note), by=user, at=now
    )
    new = assignee is not None and assignee.pk != user.pk and not _is_known(proposal, last, row)
    proposal.assignee, proposal.due_on = assignee, due_on
    proposal.preparer, proposal.estimated_on = LocalizedText(preparer or {}), estimated_on
    step(proposal)
    proposal.save()
    record(
        proposal,
        user,
        "assign",
        assignee=assignee.pk if assignee else None,
        due_on=due_on.isoformat() if due_on else None,
        revision=proposal.revision,
    )
    if new:
        mails.assigned(proposal, row)
    if proposal.state == State.IN_PROCESS and told != (dict(proposal.preparer), proposal.estimated_on):
        mails.prepared_by(proposal)
    return row


def _is_known(proposal: Proposal, last: Assignment | None, row: Assignment) -> bool:
    """Its assignee has it already and is told nothing new: no word, or the same as the last time."""
    if proposal.assignee_id != row.assignee_id:
        return False
    known = last is not None and (last.due_on, last.note, last.by_id) == (row.due_on, row.note, row.by_id)
    return known or not row.note


@transaction.atomic
def add_note(*, proposal: Proposal, user: User, now: datetime, text: str) -> Note:
    """Say something among staff. Raises Refused and ValidationError (empty)."""
    proposal = locked(proposal)
    insist(why_not_note(situation_of(proposal, user, now)))
    text = tidy(text)
    if not text:
        raise ValidationError({"text": _("Write the note first.")})
    row = Note.objects.create(proposal=proposal, text=text, by=user, at=now)
    record(proposal, user, "note")
    return row
