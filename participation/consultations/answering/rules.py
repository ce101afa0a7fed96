"""What staff may do with opinions, and when. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.roles import HANDLES_PROPOSALS
from core.refusal import Refusal

ANSWERS = HANDLES_PROPOSALS  # who prepares a matter answers what was said of it
REASON_LENGTH = 2_000
RESPONSE_LENGTH = 20_000
EXCERPTS = 3  # opinions shown under each response of the table
PAGE = 20  # responses of the table


class Outcome(models.TextChoices):
    """What an opinion led to."""

    TAKEN = "taken", _("Taken into account")
    PARTLY = "partly", _("Taken into account in part")
    NOT = "not", _("Not taken into account")


class Way(models.TextChoices):
    """How what staff enter has come: values of `Opinion.via`."""

    PAPER = "paper", _("On paper")
    EMAIL = "email", _("By e-mail")


@dataclass(frozen=True, kw_only=True)
class Handled:
    """An opinion that is being handled. ``same``: theme and response belong to its consultation."""

    published: bool = False
    same: bool = True


def why_not_handle(handled: Handled) -> Refusal | None:
    """What the author has been told is not changed behind their back; the words of a response can be mended."""
    if handled.published:
        return Refusal("published", _("What became of this has been published, and its author has been told."))
    if not handled.same:
        return Refusal("other", _("The theme or response belongs to another consultation."))
    return None


def why_no_outcome(outcome: str, reason: Mapping[str, str]) -> Refusal | None:
    """An outcome needs its reason, in every language of the municipality (Kielilaki)."""
    if outcome and not all(reason.get(code) for code, _name in settings.LANGUAGES):
        return Refusal("reason", _("Give the reason in every language."))
    return None


def why_not_enter(
    *, kind: str, opens_at: datetime | None, closes_at: datetime | None, arrived_on: date, today: date
) -> Refusal | None:
    """What has come on paper or by e-mail is in time until the end of the closing day: a date stamp tells the day."""
    if kind == "statements":
        return Refusal("invited", _("Statements are given by those who were invited."))
    if arrived_on > today:
        return Refusal("future", _("The day of arrival is still to come."))
    if opens_at is not None and arrived_on < localdate(opens_at):
        return Refusal("early", _("It arrived before the consultation opened."))
    if closes_at is not None and arrived_on > localdate(closes_at - timedelta(microseconds=1)):  # it is excluded
        return Refusal("late", _("It arrived after the consultation closed, so it is not part of it."))
    return None
