"""Which of the municipality's people may do what with a proposal. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.roles import HANDLES_PROPOSALS, MODERATES, Role
from core.refusal import Refusal

from .situation import Situation
from .states import ANSWERED, Publication, Repair, State

SEES = HANDLES_PROPOSALS | MODERATES
NOT_MERGED = Refusal("not_merged", _("The proposal has not been merged into another."))


def why_not_handle(situation: Situation) -> Refusal | None:
    """Answering, and all that goes before it: drafting, assigning, linking, merging, moving."""
    return _role(situation, HANDLES_PROPOSALS) or _published(situation, _("Only a published proposal can be answered."))


def why_not_answer(state: str, has_text: bool) -> Refusal | None:
    """An answer, and above all a refusal, needs its reasons."""
    if state == State.REJECTED and not has_text:
        return Refusal("reason", _("Tell the author why the proposal is not carried out."))
    return None


def why_not_set_state(now: str, state: str) -> Refusal | None:
    """Without a word of its own an answer only sets the state, so there must be something to set."""
    return Refusal("same", _("The proposal is in this state already.")) if now == state else None


def why_not_assign_to(roles: Iterable[Role]) -> Refusal | None:
    """``roles``: those of the person who would get the proposal, in its municipality."""
    if not HANDLES_PROPOSALS & frozenset(roles):
        return Refusal("assignee", _("This person does not handle proposals here. Give a role first."))
    return None


def why_not_note(situation: Situation) -> Refusal | None:
    """Internal notes are written by all who see the proposal in the admin."""
    return _role(situation, SEES)


def why_not_ask_repair(situation: Situation) -> Refusal | None:
    """Preparers and moderators send a live proposal back until it has been answered; again when it came back."""
    if refusal := _role(situation, SEES) or _published(situation, _("Only a published proposal can be sent back.")):
        return refusal
    if situation.state in ANSWERED:
        return Refusal("answered", _("The proposal has been answered, so it is no longer sent back for repair."))
    if not situation.has_author:
        return Refusal("no_author", _("The proposal has no author who could repair it."))
    if situation.repair == Repair.ASKED:
        return Refusal("asked", _("The proposal has been sent back already. Wait for its author, or drop the request."))
    return None


def why_not_accept_repair(situation: Situation) -> Refusal | None:
    if refusal := why_not_drop_repair(situation):
        return refusal
    if situation.repair != Repair.REPAIRED:
        return Refusal("not_repaired", _("The author has not sent a repaired text yet."))
    return None


def why_not_drop_repair(situation: Situation) -> Refusal | None:
    if refusal := _role(situation, SEES):
        return refusal
    if situation.repair == Repair.NONE:
        return Refusal("not_asked", _("Nothing has been asked of the author."))
    return None


def why_not_merge(one: Situation, into: Situation, *, same: bool, same_site: bool) -> Refusal | None:
    """``one`` goes into the other; the person handles both."""
    if same:
        return Refusal("same", _("A proposal is not merged into itself. Choose another."))
    if not same_site:
        return Refusal("site", _("The proposals belong to different municipalities."))
    return why_not_handle(one) or why_not_handle(into)


def why_not_undo_merge(one: Situation, into: Situation) -> Refusal | None:
    """Supports leave the other, so the person handles both, as for merging."""
    if refusal := _role(one, HANDLES_PROPOSALS) or _role(into, HANDLES_PROPOSALS):
        return refusal
    if one.publication != Publication.MERGED:
        return NOT_MERGED
    if into.publication == Publication.MERGED:
        return Refusal("merged_on", _("The other proposal has been merged further. Undo that first."))
    return None


def why_not_link(one: Situation, other: Situation, *, same: bool, same_site: bool) -> Refusal | None:
    """The person handles the one; the other is public."""
    if same:
        return Refusal("same", _("A proposal is not linked to itself. Choose another."))
    if not same_site:
        return Refusal("site", _("The proposals belong to different municipalities."))
    return why_not_handle(one) or _published(other, _("Only a published proposal can be linked."))


def why_not_move(situation: Situation, *, exists: bool, same: bool, reached: bool) -> Refusal | None:
    """``exists``: the project to move to is published in the same municipality; ``same``: it is there already;
    ``reached``: the person handles it there too, so that nobody moves a proposal out of the own hands."""
    if refusal := why_not_handle(situation):
        return refusal
    if not exists:
        return Refusal("project", _("There is no such project."))
    if same:
        return Refusal("same", _("The proposal is in this project already."))
    if not reached:
        return Refusal(
            "reach", _("That project is not among those that you handle. Ask somebody who handles it to move it.")
        )
    return None


def _role(situation: Situation, roles: frozenset[Role]) -> Refusal | None:
    if situation.roles & roles:
        return None
    if situation.holds & roles:
        return Refusal("reach", _("This proposal is not among those that you handle."))
    return Refusal("role", _("Your role does not include answering proposals."))


def _published(situation: Situation, words: Any) -> Refusal | None:
    return None if situation.publication == Publication.PUBLISHED else Refusal("not_published", words)
