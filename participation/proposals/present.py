"""How a proposal's way is told: its track and what has happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .models import Handling, Proposal, RepairRequest
from .queries import Trail
from .rules import ANSWERED, RepairOutcome, State


@dataclass(frozen=True, kw_only=True)
class Step:
    """A stop on the lane: ``state`` is past, now or next; ``note`` its day, or words in its place."""

    state: str
    title: str
    note: str = ""


def track(proposal: Proposal, handlings: Sequence[Handling]) -> list[Step]:
    """Published, in process, the answer, carried out: what has been, where it is now, what is to come."""
    reached = {step.state: step.at for step in handlings}  # the last time of each
    state = State(proposal.state)
    answered = state in ANSWERED
    steps = [
        Step(
            state="now" if state == State.RECEIVED else "past",
            title=pgettext("proposal", "Published"),
            note=_day(proposal.published_at),
        ),
        Step(
            state="past" if answered else "now" if state == State.IN_PROCESS else "next",
            title=_("In process"),
            note=_day(reached.get(State.IN_PROCESS)),
        ),
    ]
    if state == State.REJECTED:
        return [*steps, Step(state="past", title=_("Not carried out"), note=_day(reached.get(State.REJECTED)))]
    accepted = reached.get(State.ACCEPTED) or (proposal.answered_at if answered else None)
    steps.append(
        Step(
            state="now" if state == State.ACCEPTED else "past" if answered else "next",
            title=_("Accepted") if answered else _("Answer"),
            note=_day(accepted),
        )
    )
    steps.append(_last(state, reached))
    return steps


def _last(state: State, reached: dict[str, datetime]) -> Step:
    if state == State.DONE:
        return Step(state="past", title=_("Carried out"), note=_day(reached.get(State.DONE)))
    if state == State.IN_PROGRESS:
        return Step(state="now", title=_("Being carried out"), note=_day(reached.get(State.IN_PROGRESS)))
    return Step(state="next", title=_("Carried out"))


@dataclass(frozen=True, kw_only=True)
class Happening:
    """A stop of the log: ``when`` its day in words."""

    at: datetime
    text: str
    state: str = "past"
    title: str = ""
    url: str = ""

    @property
    def when(self) -> str:
        return _day(self.at)


def happenings(
    proposal: Proposal, handlings: Sequence[Handling], trail: Trail, projects: Mapping[UUID, str]
) -> list[Happening]:
    """What has happened, oldest first. ``projects``: titles of those it has been moved from."""
    found = [Happening(at=step.at, text=_step_text(step)) for step in handlings]
    if proposal.published_at:
        found.append(Happening(at=proposal.published_at, text=_("The proposal was published")))
    if proposal.origin_id:
        found.append(Happening(at=proposal.created_at, text=_("It was brought here from the earlier service")))
    repaired = {request.repaired_at for request in trail.repairs}
    if proposal.edited_at and proposal.edited_at not in repaired:
        found.append(Happening(at=proposal.edited_at, text=_("The author changed the text")))
    if proposal.merged_at and proposal.merged_into:
        found.append(_merged(proposal.merged_at, proposal.merged_into))
    for request in trail.repairs:
        found += _repair(request)
    for one in trail.merged_here:
        assert one.merged_at is not None
        text = _("The proposal «%(title)s» was merged into this one") % {"title": one.title}
        found.append(Happening(at=one.merged_at, text=text, url=one.get_absolute_url()))
    found += [Happening(at=move.at, text=_move_text(projects.get(move.from_key, ""))) for move in trail.moves]
    return sorted(found, key=lambda one: one.at)


def _merged(at: datetime, into: Proposal) -> Happening:
    """What has left the public since is not named."""
    if not (into.is_public or into.is_merged):
        return Happening(at=at, text=_("Merged into another proposal"))
    text = _("It was merged into the proposal «%(title)s»") % {"title": into.title}
    return Happening(at=at, text=text, url=into.get_absolute_url())


def _repair(request: RepairRequest) -> list[Happening]:
    found = [Happening(at=request.asked_at, text=_("The municipality asked the author for a clarification"))]
    if request.repaired_at:
        found.append(Happening(at=request.repaired_at, text=_("The author clarified the proposal")))
    if request.closed_at and request.outcome == RepairOutcome.ACCEPTED:
        found.append(Happening(at=request.closed_at, text=_("The municipality accepted the clarification")))
    if request.closed_at and request.outcome == RepairOutcome.DROPPED:
        found.append(Happening(at=request.closed_at, text=_("A clarification was no longer needed")))
    return found


def _move_text(before: str) -> str:
    if not before:
        return _("It was moved here from another project")
    return _("It was moved here from the project «%(title)s»") % {"title": before}


def _day(at: datetime | None) -> str:
    return date_format(localtime(at), "DATE_FORMAT") if at else ""


def _step_text(step: Handling) -> str:
    texts: dict[str, Any] = {
        State.RECEIVED: _("The municipality received it again"),
        State.IN_PROCESS: _("The municipality took it up"),
        State.ACCEPTED: _("The municipality accepted it"),
        State.IN_PROGRESS: _("Work began"),
        State.DONE: _("It was carried out"),
        State.REJECTED: _("The municipality decided not to carry it out"),
    }
    return str(texts[step.state])


def answers(handlings: Sequence[Handling]) -> list[Handling]:
    """What the municipality has said, newest first."""
    return [step for step in reversed(handlings) if step.text or step.has_decision]
