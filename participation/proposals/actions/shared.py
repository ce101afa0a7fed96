"""What the actions have in common: the row they lock, the situation they judge, the trace they leave."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.eligibility.queries import known
from accounts.eligibility.rules import NOBODY
from accounts.models import User
from accounts.queries import roles_of
from accounts.reach import reach_of
from accounts.roles import HANDLES_PROPOSALS, Role
from core import audit
from core.refusal import Refusal, Refused
from participation import registry
from participation.phases import Timeline

from ..models import Proposal
from ..rules import Situation


class Changed(Refused):
    """Somebody else has changed the proposal since the form was made. ``proposal`` is as it is now."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(
            Refusal("changed", _("Somebody has handled this proposal meanwhile. See what changed, then send again."))
        )
        self.proposal = proposal


def locked(proposal: Proposal, *, expected: int | None = None) -> Proposal:
    """The row as it is now, held until the transaction ends. ``expected``: the revision that the person saw. Raises
    DoesNotExist when it is gone, and Changed when somebody else has changed it since."""
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if expected is not None and row.revision != expected:
        raise Changed(row)
    return row


def both_locked(one: Proposal, other: Proposal, *, expected: int | None = None) -> tuple[Proposal, Proposal]:
    """Two rows, held in the order of their numbers, so that two people cannot wait for each other. ``expected`` is of
    the first. Raises as `locked` does."""
    rows = {
        row.pk: row for row in Proposal.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    }
    if one.pk not in rows or other.pk not in rows:
        raise Proposal.DoesNotExist
    if expected is not None and rows[one.pk].revision != expected:
        raise Changed(rows[one.pk])
    return rows[one.pk], rows[other.pk]


def situation_of(
    proposal: Proposal, user: User | AnonymousUser | None, now: datetime, *, timeline: Timeline | None = None
) -> Situation:
    """The person before the proposal. ``timeline``: the project's, when the caller has it already."""
    if timeline is None:
        project = registry.project(proposal.site_id, proposal.project_key)
        timeline = project.timeline if project else Timeline()
    person = user if isinstance(user, User) and user.is_authenticated else None
    holds = roles_of(person, proposal.site_id) if person is not None else frozenset()
    return Situation(
        timeline=timeline,
        now=now,
        publication=proposal.publication,
        state=proposal.state,
        repair=proposal.repair,
        signed_in=person is not None,
        is_author=person is not None and proposal.author_id == person.pk,
        has_author=proposal.author_id is not None,
        told=known(person, proposal.site_id, now) if timeline.asks(now) else NOBODY,
        holds=holds,
        roles=_reaching(proposal, person, holds) if person is not None else frozenset(),
    )


def _reaching(proposal: Proposal, person: User, holds: frozenset[Role]) -> frozenset[Role]:
    """Of the person's roles those that reach the proposal: by project or theme; those of handling it also where it has
    been assigned to the person."""
    own = holds & HANDLES_PROPOSALS if proposal.assignee_id == person.pk else frozenset()
    return own | {
        role
        for role in holds
        if reach_of(person, proposal.site_id, [role]).covers(
            project_key=proposal.project_key, theme_id=proposal.theme_id
        )
    }


def step(proposal: Proposal) -> None:
    """A step of the author or of staff: forms made before it are out of date. The caller saves."""
    proposal.revision += 1


def note(proposal: Proposal, user: User | None, verb: str, **detail: Any) -> None:
    """The audit row. What is about the proposal is about its author's content."""
    audit.record(
        site_id=proposal.site_id,
        actor_id=user.pk if user else None,
        verb=f"proposal.{verb}",
        kind="proposal",
        key=proposal.uuid,
        subject_id=proposal.author_id,
        **detail,
    )
