"""A proposal that was made in the wrong project goes to the right one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

import search.actions
from accounts.models import User
from accounts.reach import reach_of
from accounts.roles import HANDLES_PROPOSALS
from core.refusal import insist
from participation import registry

from .. import mails, tallies, telling
from ..documents import document_of
from ..models import Move, Proposal
from ..moderated import relocate
from ..rules import why_not_move
from .shared import locked, note, situation_of, step


@transaction.atomic
def move(*, proposal: Proposal, user: User, now: datetime, project_key: UUID, expected: int | None = None) -> Move:
    """Move it to another project of the municipality; number, supports and comments stay. The author is told. Raises
    Refused and Changed."""
    proposal = locked(proposal, expected=expected)
    target = registry.project(proposal.site_id, project_key)
    same = project_key == proposal.project_key
    reach = reach_of(user, proposal.site_id, HANDLES_PROPOSALS)
    reached = reach.covers(project_key=project_key, theme_id=proposal.theme_id)
    insist(why_not_move(situation_of(proposal, user, now), exists=target is not None, same=same, reached=reached))
    before = tallies.cell_of(proposal)
    row = Move.objects.create(proposal=proposal, from_key=proposal.project_key, to_key=project_key, by=user, at=now)
    proposal.project_key = project_key
    step(proposal)
    proposal.save()
    tallies.move(before, tallies.cell_of(proposal))
    search.actions.put(document=document_of(proposal))
    relocate(proposal)
    note(proposal, user, "move", from_project=str(row.from_key), to_project=str(row.to_key), revision=proposal.revision)
    mails.moved(proposal)
    telling.moved(proposal, user, now)
    return row
