"""Publishing, editing in public, withdrawing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.acting.context import via_now
from accounts.models import User
from core.refusal import insist
from participation.moderation import actions as moderation
from participation.moderation.queries import why_not_write_now

from .. import mails, tallies
from ..models import Proposal, Version
from ..moderated import enter, leave, refresh, relocate, screened
from ..rules import BODY_LENGTH, TITLE_LENGTH, Publication, Repair, why_not_edit, why_not_propose, why_not_withdraw
from .drafting import set_fields
from .repairing import close_quietly, mark_repaired
from .shared import locked, note, situation_of, step


@transaction.atomic
def publish(*, proposal: Proposal, user: User, now: datetime) -> Proposal:
    """Publish a draft of the user's own; what is suspect waits for a moderator (`Proposal.is_held`). A second call
    changes nothing. Raises Refused (not the author, collecting closed, a sanction) and ValidationError (incomplete)."""
    proposal = locked(proposal)
    situation = situation_of(proposal, user, now)
    insist(
        why_not_edit(situation) if proposal.publication != Publication.PUBLISHED or not situation.is_author else None
    )
    if proposal.publication in (Publication.PUBLISHED, Publication.HELD):
        return proposal
    insist(
        why_not_propose(situation.timeline, now, situation.told)
        or why_not_write_now(user, proposal.site_id, "proposal", now)
    )
    _complete(proposal)
    proposal.via, proposal.basis = via_now(), situation.told.basis
    if not screened(proposal, user, now):
        enter(proposal, now)
    note(proposal, user, "publish")
    return proposal


@transaction.atomic
def edit(
    *, proposal: Proposal, user: User, now: datetime, fields: Mapping[str, Any], pictures_changed: bool = False
) -> Proposal:
    """Change a published proposal of the user's own; what it said before stays visible. When the municipality has sent
    it back, a change marks it repaired. ``pictures_changed``: the caller changes its pictures as well. Raises Refused
    and ValidationError."""
    proposal = locked(proposal)
    insist(why_not_edit(situation_of(proposal, user, now)))
    insist(why_not_write_now(user, proposal.site_id, "proposal", now))
    kept = {name: getattr(proposal, name) for name in fields}
    before, said, theme = tallies.cell_of(proposal), (proposal.title, proposal.body), proposal.theme_id
    written_at = proposal.edited_at or proposal.published_at or proposal.created_at
    set_fields(proposal, {name: value for name, value in fields.items() if name != "project_key"})
    _complete(proposal)
    if said != (proposal.title, proposal.body) and proposal.published_at:
        Version.objects.create(proposal=proposal, title=said[0], body=said[1], written_at=written_at)
        proposal.edited_at = now
    changed = pictures_changed or any(getattr(proposal, name) != value for name, value in kept.items())
    repaired = changed and proposal.repair == Repair.ASKED
    if repaired:
        mark_repaired(proposal, now)
    step(proposal)
    proposal.save()
    if proposal.is_held or not screened(proposal, user, now):
        refresh(proposal)
    if proposal.theme_id != theme:
        relocate(proposal)
    tallies.move(before, tallies.cell_of(proposal))
    note(proposal, user, "repair" if repaired else "edit", revision=proposal.revision)
    if repaired:
        asked = proposal.repairs.filter(closed_at=None).select_related("asked_by").first()
        mails.repaired(proposal, asked)
    return proposal


@transaction.atomic
def withdraw(*, proposal: Proposal, user: User, now: datetime) -> Proposal:
    """Take a proposal back. Its page stays, and says so; what never was public is a draft again. Raises Refused."""
    proposal = locked(proposal)
    insist(why_not_withdraw(situation_of(proposal, user, now)))
    before = tallies.cell_of(proposal)
    proposal.publication = Publication.WITHDRAWN if proposal.published_at else Publication.DRAFT
    proposal.withdrawn_at = now if proposal.published_at else None
    close_quietly(proposal, user, now)
    step(proposal)
    proposal.save()
    leave(proposal, before)
    moderation.gone(kind="proposal", thing_id=proposal.pk, now=now)
    note(proposal, user, "withdraw", revision=proposal.revision)
    return proposal


def _complete(proposal: Proposal) -> None:
    """Raise ValidationError, by field, for what a public proposal lacks."""
    errors = {}
    if len(proposal.title) < TITLE_LENGTH[0]:
        errors["title"] = ValidationError(
            _("Say what it is about in at least %(n)s characters."), params={"n": TITLE_LENGTH[0]}
        )
    if len(proposal.body) < BODY_LENGTH[0]:
        errors["body"] = ValidationError(
            _("Tell what should be done, in at least %(n)s characters."), params={"n": BODY_LENGTH[0]}
        )
    if proposal.theme_id is None:
        errors["theme"] = ValidationError(_("Choose a theme, so that the proposal finds the right people."))
    if proposal.pictures.filter(alt="").exists():
        errors["pictures"] = ValidationError(_("Tell in words what each picture shows, for those who do not see it."))
    if errors:
        raise ValidationError(errors)
