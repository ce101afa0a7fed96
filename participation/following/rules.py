"""What people hear of, how soon, and when mornings are. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Group(models.TextChoices):
    """What mails are chosen by. The codes are stable."""

    ANSWERS = "answers", _("The municipality’s answers")
    STATES = "states", _("Changes of state, merges and moves")
    PROPOSALS = "proposals", _("New proposals and what becomes of them")
    COMMENTS = "comments", _("Comments and replies")
    PROJECTS = "projects", _("Phases and decisions of projects")
    NEWS = "news", _("News")
    SEARCHES = "searches", _("New results of searches")


class Pace(models.TextChoices):
    """How soon a mail comes."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", pgettext_lazy("how often mail comes", "Never")


class Reason(models.TextChoices):
    """Why somebody follows something."""

    CHOSEN = "chosen", _("chosen")
    AUTHOR = "author", _("own proposal")
    SUPPORT = "support", _("supported")


DEFAULTS: dict[str, Pace] = {
    Group.ANSWERS: Pace.AT_ONCE,
    Group.STATES: Pace.AT_ONCE,
    Group.PROPOSALS: Pace.WEEKLY,
    Group.COMMENTS: Pace.WEEKLY,
    Group.PROJECTS: Pace.WEEKLY,
    Group.NEWS: Pace.WEEKLY,
    Group.SEARCHES: Pace.WEEKLY,
}
MORNING = time(7)  # local time; digests come then
WEEKDAY = 0  # Monday
READY = timedelta(minutes=5)  # what happens so shortly before a morning comes with the next one
UNCONFIRMED_KEPT = timedelta(days=7)
EVENTS_KEPT = timedelta(days=400)
LETTERS_KEPT = timedelta(days=30)
UNREACHABLE_KEPT = timedelta(days=90)  # an address without an account that takes no mail


def due(pace: str, now: datetime) -> datetime | None:
    """When a mail about what has just happened goes: now, the next morning, the next Monday morning; ``None``: never.
    Mornings are the town's, also on the days when its clocks are moved."""
    if pace == Pace.NEVER:
        return None
    if pace == Pace.AT_ONCE:
        return now
    earliest = now.astimezone(UTC) + READY
    day = timezone.localdate(earliest)
    while _morning(day) <= earliest or (pace == Pace.WEEKLY and day.weekday() != WEEKDAY):
        day += timedelta(days=1)
    return _morning(day)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, MORNING))


REFUSALS = 3  # letters in a row that an address is refused before no more are tried
