"""The municipality's side: it takes a proposal up, answers, carries out. An answer may wait as a draft first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

import search.actions
from accounts.models import User
from core.fields import LocalizedText
from core.refusal import Refusal, Refused, insist

from .. import mails, tallies, telling
from ..documents import document_of
from ..models import DraftAnswer, Handling, Proposal
from ..rules import ANSWERED, why_not_answer, why_not_handle
from .repairing import close_quietly
from .shared import locked, note, situation_of, step


@transaction.atomic
def answer(
    *,
    proposal: Proposal,
    user: User,
    now: datetime,
    state: str,
    text: Mapping[str, str],
    signed: Mapping[str, str],
    decision: Mapping[str, Any] | None = None,
    expected: int | None = None,
) -> Handling:
    """Set the state and publish what the municipality says. ``text`` and ``signed`` are by language; ``decision`` any
    of ``title, body, date, number, url``; ``expected`` the revision that was answered. A draft answer goes, for it has
    been overtaken, unless the proposal is only taken up. The author hears of it by mail. Raises Refused, and Changed
    when somebody was quicker."""
    proposal = locked(proposal, expected=expected)
    insist(why_not_handle(situation_of(proposal, user, now)))
    insist(why_not_answer(state, any(text.values())))
    before = tallies.cell_of(proposal)
    said = Handling.objects.create(
        proposal=proposal,
        before=proposal.state,
        state=state,
        by=user,
        **_content(text, signed, decision),
    )
    if state in ANSWERED or any(text.values()):
        DraftAnswer.objects.filter(proposal=proposal).delete()
    proposal.state = state
    if state in ANSWERED:
        proposal.answered_at = proposal.answered_at or now
        close_quietly(proposal, user, now)
    step(proposal)
    proposal.save()
    tallies.move(before, tallies.cell_of(proposal))
    search.actions.put(document=document_of(proposal))
    note(proposal, user, "answer", before=said.before, state=state, revision=proposal.revision)
    mails.answered(proposal, said)
    telling.answered(proposal, said, user, now)
    return said


@transaction.atomic
def save_draft_answer(
    *,
    proposal: Proposal,
    user: User,
    now: datetime,
    state: str,
    text: Mapping[str, str],
    signed: Mapping[str, str],
    decision: Mapping[str, Any] | None = None,
    expected: int | None = None,
) -> DraftAnswer:
    """Keep an answer for later, in place of the draft there is. It may be incomplete. Raises Refused and Changed."""
    proposal = locked(proposal, expected=expected)
    insist(why_not_handle(situation_of(proposal, user, now)))
    empty = {f"decision_{name}": "" for name in ("number", "url")} | {"decision_date": None}
    values = {"decision_title": LocalizedText(), "decision_body": LocalizedText(), **empty}
    draft, _made = DraftAnswer.objects.update_or_create(
        proposal=proposal,
        defaults={"state": state, "by": user, "at": now, **values, **_content(text, signed, decision)},
    )
    step(proposal)
    proposal.save()
    note(proposal, user, "draft_answer", state=state, revision=proposal.revision)
    return draft


@transaction.atomic
def discard_draft_answer(*, proposal: Proposal, user: User, now: datetime, expected: int | None = None) -> None:
    """Throw the draft away; nothing happens when there is none. Raises Refused and Changed."""
    proposal = locked(proposal, expected=expected)
    insist(why_not_handle(situation_of(proposal, user, now)))
    if DraftAnswer.objects.filter(proposal=proposal).delete()[0]:
        step(proposal)
        proposal.save()
        note(proposal, user, "discard_draft_answer", revision=proposal.revision)


@transaction.atomic
def publish_draft(*, proposal: Proposal, user: User, now: datetime, expected: int | None = None) -> Handling:
    """`answer` with what the draft says. Raises as `answer` does, and Refused when there is no draft."""
    proposal = locked(proposal, expected=expected)
    draft = DraftAnswer.objects.filter(proposal=proposal).first()
    if draft is None:
        raise Refused(Refusal("no_draft", _("The proposal has no draft answer.")))
    said = answer(
        proposal=proposal,
        user=user,
        now=now,
        state=draft.state,
        text=draft.text,
        signed=draft.signed,
        decision=draft.decision,
    )
    DraftAnswer.objects.filter(pk=draft.pk).delete()
    return said


def _content(text: Mapping[str, str], signed: Mapping[str, str], decision: Mapping[str, Any] | None) -> dict[str, Any]:
    known = {f"decision_{name}": value for name, value in (decision or {}).items()}
    return {"text": LocalizedText(text), "signed": LocalizedText(signed), **known}
