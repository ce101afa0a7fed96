"""Proposals on the municipality's desk: sent back, merged, linked, assigned, with drafts of answers and notes.

Written past the actions, as `loading.proposals` is, and for the same reasons.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F

from core.fields import LocalizedText
from core.models import AuditRow
from participation.proposals import tallies
from participation.proposals.models import (
    AnswerTemplate,
    Assignment,
    DraftAnswer,
    Link,
    Merge,
    Note,
    Proposal,
    RepairRequest,
    Support,
)
from participation.proposals.rules import Publication, Repair

from . import proposals, talk
from .desk import Desk, read
from .history import own_times


def add(desk: Desk) -> None:
    data = desk.data("handling")
    for spec in data["templates"]:
        AnswerTemplate.objects.create(
            site=desk.site,
            names=LocalizedText(spec["names"]),
            text=LocalizedText(spec["text"]),
            state=spec["state"],
        )
    for add_one, key in (
        (_repair, "repairs"),
        (_assign, "assignments"),
        (_draft, "drafts"),
        (_note, "notes"),
        (_merge, "merges"),
    ):
        for number, spec in enumerate(data[key]):
            add_one(desk, spec, number)
    for titles in data["links"]:
        _link(desk, *(_titled(desk, title) for title in titles))
    tallies.recount(desk.site.pk)


def _titled(desk: Desk, title: str) -> Proposal:
    return Proposal.objects.of_site(desk.site.pk).get(title=title)


def _step(desk: Desk, proposal: Proposal, by: str, verb: str, at: datetime, **now: Any) -> None:
    """What is so now, and the rows of the trail. ``now``: fields of the proposal."""
    Proposal.objects.filter(pk=proposal.pk).update(revision=F("revision") + 1, **now)
    AuditRow.objects.create(
        at=at,
        site_id=desk.site.pk,
        actor_id=desk.users[by].pk,
        verb=f"proposal.{verb}",
        kind="proposal",
        key=str(proposal.uuid),
        subject_id=proposal.author_id,
    )


def _repair(desk: Desk, spec: dict[str, Any], number: int) -> None:
    proposal, at = _titled(desk, spec["title"]), desk.calendar.past(spec["days"], turn=number)
    RepairRequest.objects.create(proposal=proposal, reason=spec["reason"], asked_by=desk.users[spec["by"]], asked_at=at)
    _step(desk, proposal, spec["by"], "ask_repair", at, repair=Repair.ASKED)


def _assign(desk: Desk, spec: dict[str, Any], number: int) -> None:
    proposal, at = _titled(desk, spec["title"]), desk.calendar.past(spec["days"], turn=number)
    assignee, due = desk.users[spec["to"]], desk.calendar.day(spec["due"])
    Assignment.objects.create(
        proposal=proposal, assignee=assignee, due_on=due, note=spec["note"], by=desk.users[spec["by"]], at=at
    )
    now = {"assignee": assignee, "due_on": due, "preparer": LocalizedText(spec.get("preparer", {}))}
    if "estimate" in spec:
        now["estimated_on"] = desk.calendar.day(spec["estimate"])
    _step(desk, proposal, spec["by"], "assign", at, **now)


def _draft(desk: Desk, spec: dict[str, Any], number: int) -> None:
    proposal, at = _titled(desk, spec["title"]), desk.calendar.past(spec["days"], turn=number)
    draft = DraftAnswer(
        proposal=proposal,
        state=spec["state"],
        text=LocalizedText(spec["text"]),
        signed=LocalizedText(read("offices")[spec["signed"]]),
        by=desk.users[spec["by"]],
        at=at,
    )
    draft.full_clean()
    draft.save()
    _step(desk, proposal, spec["by"], "draft_answer", at)


def _note(desk: Desk, spec: dict[str, Any], number: int) -> None:
    proposal, at = _titled(desk, spec["title"]), desk.calendar.past(spec["days"], turn=number)
    Note.objects.create(proposal=proposal, text=spec["text"], by=desk.users[spec["by"]], at=at)


def _merge(desk: Desk, spec: dict[str, Any], number: int) -> None:
    """``supports`` of the merged one were given by people who support the other too, and stay; ``moved`` moved."""
    into, own = _titled(desk, spec["into"]), spec["proposal"]
    at = desk.calendar.past(spec["merged"], turn=number)
    with own_times(Proposal):
        one = proposals.make(desk, own, desk.calendar.past(own["days"], turn=number))
        talk.add(desk, one, own)
        one.support_count = own["supports"]
        one.save()
    here = set(into.supports.values_list("user", flat=True))
    free = [user for user in desk.supporters if user.pk not in {*here, one.author_id, into.author_id}]
    both = [user for user in desk.supporters if user.pk in here - {one.author_id}]
    given = one.published_at or at
    with own_times(Support):
        Support.objects.bulk_create(
            [Support(proposal=one, user=user, created_at=given) for user in both[: own["supports"]]]
            + [Support(proposal=into, user=user, origin=one, created_at=given) for user in free[: spec["moved"]]]
        )
    Merge.objects.create(proposal=one, into=into, moved=spec["moved"], by=desk.users[spec["by"]], at=at)
    merged = {"publication": Publication.MERGED, "merged_into": into, "merged_at": at}
    _step(desk, one, spec["by"], "merge", at, **merged)
    _step(desk, into, spec["by"], "merge_here", at, support_count=F("support_count") + spec["moved"])


def _link(desk: Desk, *pair: Proposal) -> None:
    one, other = sorted(pair, key=lambda proposal: proposal.pk)
    Link.objects.create(one=one, other=other, by=desk.users["Valmistelija Aino"], at=desk.calendar.past(6))
    for proposal in pair:
        _step(desk, proposal, "Valmistelija Aino", "link", desk.calendar.past(6))
