"""What breaks the rules of discussion, who judges it, and what may be done with it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.roles import MODERATES, Role
from core.refusal import Refusal

MESSAGE_LENGTH = 2000  # characters, to the author
REPORT_LENGTH = 500
APPEAL_LENGTH = 2000
CLAIM = timedelta(minutes=30)  # how long «I am on it» holds
NEVER_HELD = frozenset(Role)  # who has a role in the municipality is never held beforehand


class Rule(models.TextChoices):
    """What broke the rules; also what a report says of a thing. The codes are stable: logs and statistics hold them."""

    SPAM = "spam", _("Advertising or spam")
    INSULT = "insult", _("Insults or harasses somebody")
    HATE = "hate", _("Incites hatred or threatens with violence")
    PERSONAL = "personal", _("Tells somebody’s personal or private matters")
    ILLEGAL = "illegal", _("Otherwise against the law")
    COPYRIGHT = "copyright", _("Uses somebody else’s text or picture without leave")
    IDENTITY = "identity", _("Pretends to be somebody else")
    OFF_TOPIC = "off_topic", _("Does not belong to the matter")
    OTHER = "other", pgettext_lazy("rule", "Something else")


class Suspicion(models.TextChoices):
    """Why something was held before it was published."""

    ALL = "all", _("Everything is checked beforehand")
    LINKS = "links", _("Has links")
    WORDS = "words", _("Has words of the list")
    NEW_ACCOUNT = "new_account", _("New account")
    REPEATED = "repeated", _("Same text sent before")


class Premoderation(models.TextChoices):
    OFF = "off", _("No: published at once")
    SUSPECT = "suspect", _("Only what is suspect")
    ALL = "all", _("Everything")


class Standing(models.TextChoices):
    """How a thing stands before the public. What its author took away is gone, whatever moderators thought of it."""

    PUBLIC = "public", pgettext_lazy("standing", "Public")
    HELD = "held", pgettext_lazy("standing", "Waits for a moderator")
    HIDDEN = "hidden", pgettext_lazy("standing", "Hidden for now")
    REMOVED = "removed", pgettext_lazy("standing", "Removed")
    REJECTED = "rejected", pgettext_lazy("standing", "Not published")
    GONE = "gone", pgettext_lazy("standing", "Taken away by its author")


class Verb(models.TextChoices):
    """What a moderator decides."""

    KEEP = "keep", pgettext_lazy("decision", "Leave as it is")
    APPROVE = "approve", pgettext_lazy("decision", "Publish")
    HIDE = "hide", pgettext_lazy("decision", "Hide for now")
    RESTORE = "restore", pgettext_lazy("decision", "Restore")
    REMOVE = "remove", pgettext_lazy("decision", "Remove")


DECIDED = {
    Verb.KEEP: pgettext_lazy("decided", "Left as it is"),
    Verb.APPROVE: pgettext_lazy("decided", "Published"),
    Verb.HIDE: pgettext_lazy("decided", "Hidden for now"),
    Verb.RESTORE: pgettext_lazy("decided", "Restored"),
    Verb.REMOVE: pgettext_lazy("decided", "Removed"),
}


NEEDS_RULE = frozenset({Verb.HIDE, Verb.REMOVE})
POSSIBLE: dict[Standing, tuple[Verb, ...]] = {
    Standing.PUBLIC: (Verb.KEEP, Verb.HIDE, Verb.REMOVE),
    Standing.HELD: (Verb.APPROVE, Verb.REMOVE),
    Standing.HIDDEN: (Verb.RESTORE, Verb.REMOVE, Verb.KEEP),
    Standing.REMOVED: (Verb.KEEP, Verb.RESTORE),
    Standing.REJECTED: (Verb.KEEP, Verb.RESTORE),
    Standing.GONE: (Verb.KEEP,),
}
AFTER: dict[Verb, Standing] = {
    Verb.APPROVE: Standing.PUBLIC,
    Verb.HIDE: Standing.HIDDEN,
    Verb.RESTORE: Standing.PUBLIC,
    Verb.REMOVE: Standing.REMOVED,
}


class SanctionKind(models.TextChoices):
    WARNING = "warning", _("Warning")
    NO_COMMENTS = "no_comments", _("May not comment")
    NO_WRITING = "no_writing", _("May not write anything")


SANCTION_DAYS = (1, 3, 7, 14, 30, 90, 365)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A moderator before a case. ``seen``: the version that was looked at; ``version``: the one there is now."""

    may_moderate: bool
    standing: Standing
    seen: int
    version: int
    is_open: bool
    is_newest: bool = True
    erased: bool = False


def why_not_judge(situation: Situation) -> Refusal | None:
    if not situation.may_moderate:
        return Refusal("role", _("Your role does not include moderating this."))
    if situation.seen != situation.version:
        return Refusal("outdated", _("This has changed since you opened it. Look at it again before you decide."))
    if not situation.is_newest:
        return Refusal("older", _("There is a newer case of the same text. Decide there."))
    return None


def why_not_decide(situation: Situation, verb: str, rule: str, message: str) -> Refusal | None:
    """Whether this decision may be made of it."""
    if refusal := why_not_judge(situation):
        return refusal
    if verb not in POSSIBLE[situation.standing] or (verb == Verb.KEEP and not situation.is_open):
        return Refusal("verb", _("This cannot be decided of it as it stands now."))
    if verb == Verb.RESTORE and situation.erased:
        return Refusal("erased", _("Its text has been erased for good, so it can no longer be restored."))
    if verb in NEEDS_RULE and rule not in Rule.values:
        return Refusal("rule", _("Choose the rule that was broken."))
    if verb in NEEDS_RULE and rule == Rule.OTHER and not message:
        return Refusal("message", _("Tell the author what was wrong with it."))
    return None


def possible(situation: Situation) -> tuple[Verb, ...]:
    """What may be decided of a case as it stands."""
    return tuple(
        verb
        for verb in POSSIBLE[situation.standing]
        if (verb != Verb.KEEP or situation.is_open) and (verb != Verb.RESTORE or not situation.erased)
    )


@dataclass(frozen=True, kw_only=True)
class AppealSituation:
    """The author before a decision."""

    now: datetime
    is_author: bool
    verb: str
    until: datetime | None
    appealed: bool
    reversed: bool


def why_not_appeal(situation: AppealSituation) -> Refusal | None:
    """Once for each decision, within the time."""
    if not situation.is_author:
        return Refusal("not_author", _("Only the author can ask for a decision to be looked at again."))
    if situation.verb not in NEEDS_RULE or situation.until is None:
        return Refusal("verb", _("There is nothing to appeal against in this decision."))
    if situation.reversed:
        return Refusal("reversed", _("This decision has been reversed already."))
    if situation.appealed:
        return Refusal("appealed", _("You have already asked for this decision to be looked at again."))
    if situation.now >= situation.until:
        return Refusal("late", _("The time to ask for this decision to be looked at again is over."))
    return None


@dataclass(frozen=True, kw_only=True)
class Ban:
    """A sanction as the rule needs it; ``until`` is empty when it has no end."""

    kind: str
    starts_at: datetime
    until: datetime | None = None
    lifted: bool = False

    def holds(self, now: datetime) -> bool:
        return not self.lifted and self.starts_at <= now and (self.until is None or now < self.until)


@dataclass(frozen=True)
class Bans:
    """The sanctions of a person in a municipality."""

    all: tuple[Ban, ...] = field(default_factory=tuple)


def why_not_write(bans: Bans, kind: str, now: datetime) -> Refusal | None:
    """Why a person may not write a thing of this kind now; the refusal tells until when."""
    stopping = {SanctionKind.NO_WRITING, *([SanctionKind.NO_COMMENTS] if kind == "comment" else [])}
    holding = [ban for ban in bans.all if ban.kind in stopping and ban.holds(now)]
    if not holding:
        return None
    if any(ban.until is None for ban in holding):
        return Refusal("sanction", _("A moderator has closed this from you for breaking the rules of discussion."))
    until = max(ban.until for ban in holding if ban.until)
    said = gettext("A moderator has closed this from you for breaking the rules of discussion, until %(when)s.")
    return Refusal("sanction", said % {"when": date_format(localtime(until), "DATETIME_FORMAT")})


def may_moderate(roles: frozenset[Role]) -> bool:
    return bool(roles & MODERATES)
