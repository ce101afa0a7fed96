"""When and how a survey is answered: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.strong.rules import ANYBODY, Limits
from core.refusal import Refusal

SEES_RESULTS = frozenset({Role.EDITOR, Role.PREPARER, Role.ADMINISTRATOR})
DRAFT_DAYS = 60  # that an unfinished response is kept after it was last saved


class Way(models.TextChoices):
    """How an answer came. Tests are not counted."""

    WEB = "web", _("on the web")
    PAPER = "paper", _("on paper")
    TEST = "test", _("a test")


class Audience(models.TextChoices):
    """Who may answer on the web."""

    ANYONE = "anyone", _("anyone")
    CODE = "code", _("whoever has a one-time code")
    ACCOUNT = "account", _("whoever is signed in, once each")
    STRONG = "strong", _("whoever is strongly identified, once each")


class CodeState(models.TextChoices):
    UNUSED = "unused", _("not used")
    USED = "used", _("used")
    CANCELLED = "cancelled", _("cancelled")


class Showing(models.TextChoices):
    """When everybody sees the results."""

    NEVER = "never", _("never")
    CLOSED = "closed", _("after the survey has closed")
    LIVE = "live", _("while it is open too, up to the day before")


MOST_CODES = 10_000  # of a batch
MOST_REMINDERS = 3  # to one address
MOST_BACKGROUNDS = 3  # questions by whose groups public results may be looked at
LEAST_CELL = 5  # figures of fewer people are not public, unless the survey says otherwise


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Open from ``opens_at`` (included) to ``closes_at`` (excluded); ``None`` has no end there."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    may_edit: bool = False
    once: bool = True
    audience: str = Audience.ANYONE
    limits: Limits = ANYBODY  # of who is strongly identified
    showing: str = Showing.CLOSED
    open_data: bool = False

    @property
    def once_a_browser(self) -> bool:
        """Codes and accounts count by themselves: a browser may be shared."""
        return self.once and self.audience == Audience.ANYONE

    def state(self, now: datetime) -> Literal["past", "now", "next"]:
        if self.opens_at is not None and now < self.opens_at:
            return "next"
        if self.closes_at is not None and now >= self.closes_at:
            return "past"
        return "now"


def why_not_answer(terms: Terms, now: datetime) -> Refusal | None:
    """Why nobody can send answers now, if so."""
    state = terms.state(now)
    if state == "next":
        return Refusal("next", _("The survey is not open yet."))
    if state == "past":
        return Refusal("past", _("The survey has closed. Answers can no longer be sent."))
    return None


def why_not_edit(terms: Terms, now: datetime) -> Refusal | None:
    """Why nobody can change answers that were sent, if so."""
    if not terms.may_edit:
        return Refusal("no_edit", _("Answers to this survey cannot be changed after they were sent."))
    return why_not_answer(terms, now)


def why_not_draw(terms: Terms, draws_on: date, now: datetime, today: date) -> Refusal | None:
    """Why a raffle cannot be drawn now, if so: nobody may give an address once it has been."""
    if terms.state(now) != "past":
        return Refusal("open", _("A raffle is drawn after the survey has closed."))
    if today < draws_on:
        return Refusal("early", _("The day of the draw has been told on the survey’s page, and it is still to come."))
    return None


def shows_results(terms: Terms, now: datetime) -> bool:
    state = terms.state(now)
    return state == "past" if terms.showing == Showing.CLOSED else terms.showing == Showing.LIVE and state != "next"


def prints_form(terms: Terms, now: datetime) -> bool:
    """Whether everybody gets the form on paper. Where each answers once, paper could not be told from the web: staff
    hand it out."""
    return terms.audience == Audience.ANYONE and terms.state(now) == "now"


def gives_open_data(terms: Terms, now: datetime) -> bool:
    """Of what is public and changes no more."""
    return terms.open_data and terms.state(now) == "past" and shows_results(terms, now)


def whole_days(terms: Terms, now: datetime, today: date) -> date | None:
    """Of a survey that is open, the day from which on answers are not given out one by one: two tables of one day would
    tell what came between them."""
    return today if terms.state(now) == "now" else None


def kept_from(today: date) -> date:
    """Unfinished responses that were last saved before this day go."""
    return today - timedelta(days=DRAFT_DAYS)


def marks_kept_from(now: datetime) -> datetime:
    """Of surveys that closed before this moment nobody is remembered to have taken part."""
    return now - timedelta(days=DRAFT_DAYS)
