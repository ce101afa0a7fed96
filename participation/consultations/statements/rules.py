"""Who has answered a request for a statement, and until when one may. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.refusal import Refusal

MOST_PARTIES = 500  # of one list
MOST_LETTERS = 10  # to one party
TEXT_LENGTH = 3_000  # of what accompanies the request
NAME_LENGTH = 60  # of a signatory, and of a title
REMIND_DAYS = 7  # before the due date, unless staff say otherwise
MOST_REMIND_DAYS = 60


class Answer(models.TextChoices):
    """How a party stands."""

    WAITING = "waiting", pgettext_lazy("statement", "No answer yet")
    OVERDUE = "overdue", pgettext_lazy("statement", "Overdue")
    GIVEN = "given", pgettext_lazy("statement", "Statement given")
    NONE = "none", pgettext_lazy("statement", "No statement")
    WITHDRAWN = "withdrawn", pgettext_lazy("statement", "Request withdrawn")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A party and the clock. ``due_on``: its own last day; ``closes_at``: of the consultation, which rules otherwise.
    ``answered``: by the municipality, in public."""

    due_on: date | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    given: bool = False
    none: bool = False
    withdrawn: bool = False
    answered: bool = False

    @property
    def ends_at(self) -> datetime | None:
        """The first moment that is too late: a day counts whole."""
        if self.due_on is not None:
            return make_aware(datetime.combine(self.due_on + timedelta(days=1), time.min))
        return self.closes_at

    def answer(self, now: datetime) -> Answer:
        if self.withdrawn:
            return Answer.WITHDRAWN
        if self.given:
            return Answer.GIVEN
        if self.none:
            return Answer.NONE
        return Answer.OVERDUE if self.ends_at is not None and now >= self.ends_at else Answer.WAITING


def why_not_answer(asked: Asked, now: datetime) -> Refusal | None:
    """To give a statement or to amend it, or to say that there is none."""
    if asked.withdrawn:
        return Refusal("withdrawn", _("The municipality has withdrawn this request for a statement."))
    if asked.opens_at is not None and now < asked.opens_at:
        return Refusal("next", _("The consultation is not open yet."))
    if asked.answered:
        return Refusal("answered", _("The municipality has responded to the statement, so it cannot be changed."))
    if asked.ends_at is not None and now >= asked.ends_at:
        return Refusal(
            "past", _("The due date has passed. Ask the municipality for more time; what you wrote is below to copy.")
        )
    return None


def why_not_enter(asked: Asked, *, arrived_on: date, today: date) -> Refusal | None:
    """What has come on paper or by e-mail is in time until the end of the due day."""
    if asked.withdrawn:
        return Refusal("withdrawn", _("The municipality has withdrawn this request for a statement."))
    if arrived_on > today:
        return Refusal("future", _("The day of arrival is still to come."))
    if asked.ends_at is not None and arrived_on > localdate(asked.ends_at - timedelta(microseconds=1)):
        return Refusal("late", _("It arrived after the due date. Give the party another due date first."))
    return None


def why_not_remind(
    asked: Asked, now: datetime, *, letters: int, stopped: bool, refused: bool, has_address: bool, is_waiting: bool
) -> Refusal | None:
    """``is_waiting``: the newest mail has not gone out yet."""
    if asked.answer(now) not in (Answer.WAITING, Answer.OVERDUE):
        return Refusal("answered", _("There is nothing to remind of."))
    if why := why_not_answer(asked, now):
        return why
    if not has_address:
        return Refusal("address", _("The party has no e-mail address."))
    if is_waiting:
        return Refusal("waiting", _("A mail to the party is on its way already."))
    if stopped:
        return Refusal("stopped", _("The receiver wants no reminders."))
    if refused:
        return Refusal("refused", _("The address takes no mail. Mend it first."))
    if letters >= MOST_LETTERS:
        return Refusal("enough", _("So many mails have been sent that no more are."))
    return None


def is_reminded(asked: Asked, now: datetime, *, days: int) -> bool:
    """Whether the day of the automatic reminder has come; ``days`` 0: none is sent."""
    if not days or asked.ends_at is None or asked.answer(now) != Answer.WAITING:
        return False
    return asked.ends_at - timedelta(days=days) <= now


def why_not_due(due_on: date | None, now: datetime) -> Refusal | None:
    if due_on is not None and due_on < localdate(now):
        return Refusal("past", _("The due date is already past."))
    return None
