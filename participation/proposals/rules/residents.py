"""What a resident may do with a proposal, and when. Pure: a situation goes in, a refusal or nothing comes out."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.eligibility import rules as eligibility
from accounts.eligibility.rules import Self
from core.refusal import Refusal
from participation.phases import Activity, Timeline, Window

from .situation import Situation
from .states import ANSWERED, JUDGED, Publication, Repair, State


def why_not_propose(timeline: Timeline, now: datetime, told: Self | None = None) -> Refusal | None:
    """``told``: of the person; ``None`` when it is not asked who it is."""
    closed = _closed(timeline.window(Activity.PROPOSE, now), _("This project does not collect proposals."))
    return closed or (_not_for(timeline, Activity.PROPOSE, now, told) if told is not None else None)


def why_not_support(situation: Situation) -> Refusal | None:
    if situation.publication == Publication.MERGED:
        return Refusal("merged", _("This proposal has been merged into another, which collects the support of both."))
    if situation.publication != Publication.PUBLISHED:
        return Refusal("not_published", _("This proposal is not open for support."))
    if situation.is_author:
        return Refusal("own", _("This is your own proposal. Others support it."))
    if situation.state in (State.DONE, State.REJECTED):
        return Refusal("handled", _("The municipality has handled this proposal, so it no longer collects support."))
    closed = _closed(
        situation.timeline.window(Activity.SUPPORT, situation.now), _("Proposals are not supported in this project.")
    )
    return closed or _not_for(situation.timeline, Activity.SUPPORT, situation.now, situation.told)


def why_not_comment(situation: Situation) -> Refusal | None:
    if situation.publication == Publication.MERGED:
        return Refusal("merged", _("This proposal has been merged into another, where the discussion goes on."))
    if situation.publication != Publication.PUBLISHED:
        return Refusal("not_published", _("This proposal is not open for comments."))
    closed = _closed(
        situation.timeline.window(Activity.COMMENT, situation.now), _("Proposals are not discussed in this project.")
    )
    return closed or _not_for(situation.timeline, Activity.COMMENT, situation.now, situation.told)


def why_not_edit(situation: Situation) -> Refusal | None:
    """The author edits a draft always, and what is published until the municipality takes it up or collecting ends;
    also after that when the municipality has asked for it."""
    if not situation.is_author:
        return Refusal("not_author", _("Only its author can change a proposal."))
    if situation.publication == Publication.DRAFT:
        return None
    if situation.publication == Publication.WITHDRAWN:
        return Refusal("withdrawn", _("This proposal has been withdrawn, so it can no longer be changed."))
    if situation.publication == Publication.MERGED:
        return Refusal("merged", _("This proposal has been merged into another, so it can no longer be changed."))
    if situation.publication in JUDGED:
        return Refusal("judged", _("A moderator has taken this proposal from the site, so it cannot be changed."))
    if situation.repair == Repair.ASKED:
        return None
    if situation.state != State.RECEIVED:
        return Refusal(
            "handled", _("The municipality has taken up this proposal, so its text can no longer be changed.")
        )
    return why_not_propose(situation.timeline, situation.now)


def why_not_withdraw(situation: Situation) -> Refusal | None:
    """An author may take a proposal back until the municipality has answered it."""
    if not situation.is_author:
        return Refusal("not_author", _("Only its author can withdraw a proposal."))
    if situation.publication not in (Publication.PUBLISHED, Publication.HELD):
        return Refusal("not_published", _("Only a published proposal can be withdrawn."))
    if situation.state in ANSWERED:
        return Refusal("answered", _("The municipality has answered this proposal, so it can no longer be withdrawn."))
    return None


def _not_for(timeline: Timeline, activity: str, now: datetime, told: Self) -> Refusal | None:
    """By age or home municipality, where a phase asks for them."""
    return eligibility.why_not(timeline.conditions(activity, now), told)


def _closed(window: Window | None, never: object) -> Refusal | None:
    if window is None:
        return Refusal("never", never)
    if window.is_open:
        return None
    if window.opens:
        return Refusal("not_yet", gettext("This opens on %(when)s.") % {"when": _when(window.opens)})
    if window.closed:
        return Refusal("closed", gettext("This closed on %(when)s.") % {"when": _when(window.closed)})
    return Refusal("closed", _("This has closed."))


def _when(moment: datetime) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")
