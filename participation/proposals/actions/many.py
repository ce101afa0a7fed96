"""One action on many proposals: each in a transaction of its own, so that what one refuses does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from core.desk.bulk import Progress, Report, each
from core.refusal import insist

from ..models import Proposal
from ..rules import why_not_set_state
from .answering import answer, publish_draft
from .assigning import assign
from .moving import move
from .shared import locked


def quiet(done: int, total: int | None) -> None:
    """Progress that nobody watches."""


def publish_drafts(*, proposals: Iterable[Proposal], user: User, now: datetime, progress: Progress = quiet) -> Report:
    """Publish the draft answer of each."""
    return each(proposals, lambda proposal: publish_draft(proposal=proposal, user=user, now=now), progress)


def assign_many(
    *,
    proposals: Iterable[Proposal],
    user: User,
    now: datetime,
    assignee: User | None,
    due_on: date | None,
    note: str,
    progress: Progress = quiet,
) -> Report:
    """`assign` each; what the author is told of the preparer stays as it is."""
    return each(
        proposals,
        lambda proposal: assign(
            proposal=proposal,
            user=user,
            now=now,
            assignee=assignee,
            due_on=due_on,
            note=note,
            preparer=proposal.preparer,
            estimated_on=proposal.estimated_on,
        ),
        progress,
    )


def set_state_many(
    *, proposals: Iterable[Proposal], user: User, now: datetime, state: str, progress: Progress = quiet
) -> Report:
    """Set the state of each without a text («taken up»); a state that needs reasons is refused, and one that a proposal
    has already, so that nobody is told of it twice."""

    @transaction.atomic
    def set_state(proposal: Proposal) -> None:
        insist(why_not_set_state(locked(proposal).state, state))
        answer(proposal=proposal, user=user, now=now, state=state, text={}, signed={})

    return each(proposals, set_state, progress)


def move_many(
    *, proposals: Iterable[Proposal], user: User, now: datetime, project_key: UUID, progress: Progress = quiet
) -> Report:
    """Move each to another project."""
    return each(
        proposals, lambda proposal: move(proposal=proposal, user=user, now=now, project_key=project_key), progress
    )
