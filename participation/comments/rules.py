"""Who may comment, change and remove. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.refusal import Refusal

LENGTH = (2, 2000)  # characters
EDIT_TIME = timedelta(minutes=30)
PAGE = 20  # threads
REPLIES = 20  # of a thread on the page of its discussion; the rest have pages of their own
THREAD_PAGE = 50  # replies


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A person before a comment at a moment. ``removed``: by its writer or a moderator, hidden too. ``place``: why
    the thing takes no comments now, if so."""

    now: datetime
    written_at: datetime
    is_author: bool
    removed: bool
    place: Refusal | None = None


def why_not_edit(situation: Situation) -> Refusal | None:
    if not situation.is_author:
        return Refusal("not_author", _("Only its writer can change a comment."))
    if situation.removed:
        return Refusal("removed", _("This comment has been removed."))
    if situation.now >= situation.written_at + EDIT_TIME:
        return Refusal("too_late", _("A comment can be changed for half an hour after it was written."))
    return situation.place


def why_not_remove(situation: Situation) -> Refusal | None:
    """A writer may remove a comment at any time, also when the discussion has closed."""
    if not situation.is_author:
        return Refusal("not_author", _("Only its writer can remove a comment."))
    if situation.removed:
        return Refusal("removed", _("This comment has been removed."))
    return None
