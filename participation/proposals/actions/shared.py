"""What the actions have in common: the row they lock and the situation they judge."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.queries import roles_of
from core import audit
from participation import registry
from participation.phases import Timeline

from ..models import Proposal
from ..rules import Situation


def locked(proposal: Proposal) -> Proposal:
    """The row as it is now, held until the transaction ends. Raises DoesNotExist when it is gone."""
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def situation_of(
    proposal: Proposal, user: User | AnonymousUser | None, now: datetime, *, timeline: Timeline | None = None
) -> Situation:
    """The person before the proposal. ``timeline``: the project's, when the caller has it already."""
    if timeline is None:
        project = registry.project(proposal.site_id, proposal.project_key)
        timeline = project.timeline if project else Timeline()
    person = user if user is not None and user.is_authenticated else None
    return Situation(
        timeline=timeline,
        now=now,
        publication=proposal.publication,
        state=proposal.state,
        signed_in=person is not None,
        is_author=person is not None and proposal.author_id == person.pk,
        roles=roles_of(person, proposal.site_id) if person is not None else frozenset(),
    )


def note(proposal: Proposal, user: User | None, verb: str, **detail: Any) -> None:
    """The audit row."""
    audit.record(
        site_id=proposal.site_id,
        actor_id=user.pk if user else None,
        verb=f"proposal.{verb}",
        kind="proposal",
        key=proposal.uuid,
        subject_id=proposal.author_id,
        **detail,
    )
