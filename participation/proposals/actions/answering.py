"""The municipality's side: it takes a proposal up, answers, carries out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

import search.actions
from accounts.models import User
from core.fields import LocalizedText
from core.refusal import insist
from municipality import mails
from municipality.queries import of_site

from .. import tallies
from ..documents import document_of
from ..models import Handling, Proposal
from ..rules import ANSWERED, why_not_answer, why_not_handle
from .shared import locked, note, situation_of


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
) -> Handling:
    """Set the state and publish what the municipality says. ``text`` and ``signed`` are by language; ``decision`` any
    of ``title, body, date, number, url``. The author hears of it by mail. Raises Refused."""
    proposal = locked(proposal)
    insist(why_not_handle(situation_of(proposal, user, now)))
    insist(why_not_answer(state, any(text.values())))
    before = tallies.cell_of(proposal)
    step = Handling.objects.create(
        proposal=proposal,
        before=proposal.state,
        state=state,
        text=LocalizedText(text),
        signed=LocalizedText(signed),
        by=user,
        **{f"decision_{name}": value for name, value in (decision or {}).items()},
    )
    proposal.state = state
    if state in ANSWERED and proposal.answered_at is None:
        proposal.answered_at = now
    proposal.save()
    tallies.move(before, tallies.cell_of(proposal))
    search.actions.put(document=document_of(proposal))
    note(proposal, user, "answer", before=step.before, state=state)
    _tell_author(proposal, step)
    return step


def _tell_author(proposal: Proposal, step: Handling) -> None:
    author = proposal.author
    if author is None or not author.is_active:
        return
    with override(author.language):
        municipality = of_site(proposal.site, author.language)
        context = {
            "proposal": proposal,
            "step": step,
            "url": proposal.site.root_url + proposal.get_absolute_url(),
            "button": _("See the answer"),
            "home": proposal.site.root_url + municipality.home_url,
        }
    mails.send(
        municipality=municipality,
        to=author.email,
        template="proposal_answered",
        language=author.language,
        context=context,
    )
