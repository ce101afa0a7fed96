"""The municipality's steps with a proposal."""

from __future__ import annotations

from typing import Any

from core.fields import LocalizedText
from core.models import AuditRow
from participation.proposals.models import Handling, Proposal
from participation.proposals.rules import ANSWERED, State

from .desk import Desk, read
from .history import own_times

PREPARER = "Valmistelija Aino"


def add(desk: Desk, proposal: Proposal, spec: dict[str, Any]) -> None:
    """Sets ``proposal.answered_at``; the caller saves it."""
    offices, by, before = read("offices"), desk.users[PREPARER], str(State.RECEIVED)
    for number, step in enumerate(spec.get("steps", ())):
        at = desk.calendar.past(step["days"], turn=len(spec["text"]) + number)
        handling = Handling(
            proposal=proposal,
            before=before,
            state=step["state"],
            text=LocalizedText(step["text"]),
            signed=LocalizedText(offices[step["signed"]]),
            by=by,
            at=at,
            **_decision(desk, step.get("decision")),
        )
        handling.full_clean()
        with own_times(Handling):
            handling.save()
        if step["state"] in ANSWERED and proposal.answered_at is None:
            proposal.answered_at = at
        AuditRow.objects.create(
            at=at,
            site_id=desk.site.pk,
            actor_id=by.pk,
            verb="proposal.answer",
            kind="proposal",
            key=str(proposal.uuid),
            detail={"before": before, "state": step["state"]},
        )
        before = step["state"]


def _decision(desk: Desk, decision: dict[str, Any] | None) -> dict[str, Any]:
    if decision is None:
        return {}
    return {
        "decision_title": LocalizedText(decision["title"]),
        "decision_body": LocalizedText(decision["body"]),
        "decision_date": desk.calendar.day(-decision["days"]),
        "decision_number": decision["number"],
        "decision_url": decision["url"],
    }
