"""What kind of consultation asks for what, who may send it and when. Pure.

Planning (Land Use Act; docs/decisions/0026): an *opinion* (mielipide / åsikt) answers the scheme and the draft, an
*objection* (muistutus / anmärkning) the proposal that is on display. Whoever gave an address gets the reply.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.refusal import Refusal

LENGTH = 10_000  # characters of an opinion
NAME_LENGTH = 120
REASON_LENGTH = 400  # of an extension
MOST_PLACES = 60  # corners or points of one drawing
EDIT_TIME = timedelta(minutes=30)
UNFINISHED_DAYS = 60  # that what was begun is kept after it was last saved
PAGE = 20  # opinions
SHOWN = 3  # opinions of a section on the consultation's own page
State = Literal["past", "now", "next"]


class Kind(models.TextChoices):
    OPEN = "open", _("Open hearing")
    PLAN = "plan", _("Planning")
    STATEMENTS = "statements", _("Request for statements")


class Stage(models.TextChoices):
    """Of planning."""

    SCHEME = "scheme", _("Participation and assessment scheme")
    DRAFT = "draft", _("Draft plan")
    PROPOSAL = "proposal", _("Plan proposal")


class Noun(models.TextChoices):
    """What is sent."""

    OPINION = "opinion", _("Opinion")
    OBJECTION = "objection", _("Objection")
    STATEMENT = "statement", _("Statement")


class Channel(models.TextChoices):
    """How it came: the values of `accounts.acting.rules.Via`, and what staff enter of their mail."""

    WEB = "web", _("Online")
    PAPER = "paper", _("On paper")
    PHONE = "phone", _("By phone")
    EMAIL = "email", _("By e-mail")


class Audience(models.TextChoices):
    """Who may send."""

    NONE = "none", _("nobody")
    OPEN = "open", _("anyone")
    ACCOUNT = "account", _("whoever is signed in")
    STRONG = "strong", _("whoever is strongly identified")


class Naming(models.TextChoices):
    """What stands above an opinion in public."""

    NAME = "name", _("My name")
    ALIAS = "alias", _("An alias")
    HIDDEN = "hidden", _("No name")


class View(models.TextChoices):
    """Of somebody else's opinion, once each."""

    AGREE = "agree", pgettext_lazy("view", "Agree")
    DISAGREE = "disagree", pgettext_lazy("view", "Disagree")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Open from ``opens_at`` (included) to ``closes_at`` (excluded); ``None`` has no end there."""

    kind: str = Kind.OPEN
    stage: str = ""
    audience: str = Audience.OPEN
    opens_at: datetime | None = None
    closes_at: datetime | None = None

    def state(self, now: datetime) -> State:
        if self.opens_at is not None and now < self.opens_at:
            return "next"
        if self.closes_at is not None and now >= self.closes_at:
            return "past"
        return "now"

    @property
    def noun(self) -> Noun:
        if self.kind == Kind.STATEMENTS:
            return Noun.STATEMENT
        is_objection = self.kind == Kind.PLAN and self.stage == Stage.PROPOSAL
        return Noun.OBJECTION if is_objection else Noun.OPINION

    @property
    def asks_address(self) -> bool:
        """An objection is answered to an address, which the registry alone sees."""
        return self.noun == Noun.OBJECTION


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who sends: ``banned`` is a moderator's sanction, if there is one."""

    signed_in: bool = False
    strong: bool = False
    banned: Refusal | None = None


def audience_of(terms: Terms, section: str = "") -> str:
    """``section``: what it says itself; empty: as the consultation."""
    return section or terms.audience


def why_closed(terms: Terms, now: datetime) -> Refusal | None:
    """Why nobody can send anything now, if so."""
    state = terms.state(now)
    if state == "next":
        return Refusal("next", _("The consultation is not open yet."))
    if state == "past":
        return Refusal("past", _("The consultation has closed. What you wrote was not sent: you can copy it below."))
    return None


def unfinished_kept_from(today: date) -> date:
    """What was last saved before this day, and not sent, goes."""
    return today - timedelta(days=UNFINISHED_DAYS)


def why_not_send(terms: Terms, audience: str, sender: Sender, now: datetime) -> Refusal | None:
    """``audience``: of the section that is written about (`audience_of`)."""
    if audience == Audience.NONE:
        return Refusal("none", _("Nothing can be sent here."))
    if terms.kind == Kind.STATEMENTS:
        return Refusal("invited", _("Statements are given by those who were invited."))
    if closed := why_closed(terms, now):
        return closed
    if sender.banned:
        return sender.banned
    if audience == Audience.ACCOUNT and not sender.signed_in:
        return Refusal("sign_in", _("Sign in to send this."))
    if audience == Audience.STRONG and not sender.strong:
        return Refusal("strong", _("Identify yourself strongly to send this."))
    return None


def lacks(terms: Terms, *, has_content: bool, name: str, address: str) -> dict[str, Refusal]:
    """What an opinion lacks, by the field where it is said. ``has_content``: words, a place, an answer or a file."""
    found = {}
    if not has_content:
        found["body"] = Refusal("empty", _("Write something, mark a place or add a file first."))
    if terms.asks_address and not name:
        found["full_name"] = Refusal(
            "name", _("An objection needs your name, so that you get the municipality’s reply.")
        )
    if terms.asks_address and not address:
        found["address"] = Refusal(
            "address", _("An objection needs a postal or e-mail address, so that you get the municipality’s reply.")
        )
    return found


def why_not_extend(terms: Terms, until: datetime, now: datetime) -> Refusal | None:
    """What has closed is opened again as a new round, so that everybody knows what was sent when."""
    state = terms.state(now)
    if state == "past":
        return Refusal("past", _("The consultation has closed. Open it again as a new round."))
    if state == "next" or terms.closes_at is None:
        return Refusal("next", _("The consultation is not open yet. Change its times in the editor of the page."))
    if until <= terms.closes_at:
        return Refusal("earlier", _("The new closing time must be later than the present one."))
    return None


def why_not_move(announced: Terms, draft: Terms, now: datetime) -> Refusal | None:
    """Why publishing may not change the times that were announced. Whoever prepares an opinion trusts them: more time is
    given by «Extend», which keeps the reason and tells followers; less is not given at all. Before it opens they are free.
    The editor shows minutes, so what is less makes no difference."""
    state = announced.state(now)
    if state == "next":
        return None
    if announced.closes_at is not None and not same_minute(draft.closes_at, announced.closes_at):
        return _why_not_close(announced.closes_at, draft.closes_at, state)
    if announced.closes_at is None and draft.closes_at is not None and draft.closes_at <= now:
        return Refusal("earlier", _("The closing time has gone by already."))
    if state == "now" and draft.state(now) == "next":
        return Refusal("opened", _("The consultation is open already: its opening time cannot be moved ahead."))
    return None


def _why_not_close(announced: datetime, closes_at: datetime | None, state: State) -> Refusal:
    if state == "past":
        return Refusal("past", _("The consultation has closed: its closing time stays. Open it again as a new round."))
    if closes_at is None or closes_at > announced:
        return Refusal(
            "later",
            _(
                "The consultation is open: more time is given with «Extend» above, which keeps the reason and tells "
                "followers. Put the announced closing time back here."
            ),
        )
    return Refusal(
        "earlier",
        _("The consultation is open: it cannot close earlier than was announced. Put that closing time back."),
    )


def same_minute(one: datetime | None, other: datetime | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A person before an opinion that was sent. ``gone``: removed, by its writer or a moderator."""

    terms: Terms
    now: datetime
    is_author: bool
    gone: bool = False
    viewed: bool = False


def why_not_remove(situation: Situation) -> Refusal | None:
    """Until closing: what was sent in time is a document of the matter afterwards."""
    if not situation.is_author:
        return Refusal("not_author", _("Only its writer can take it back."))
    if situation.gone:
        return Refusal("gone", _("This has been removed."))
    if situation.terms.state(situation.now) == "past":
        return Refusal("past", _("The consultation has closed. What was sent belongs to the documents of the matter."))
    return None


def why_not_view(situation: Situation) -> Refusal | None:
    if situation.is_author:
        return Refusal("own", _("This is your own."))
    if situation.gone:
        return Refusal("gone", _("This has been removed."))
    if situation.terms.state(situation.now) != "now":
        return Refusal("past", _("The consultation is not open."))
    if situation.viewed:
        return Refusal("once", _("You have already said whether you agree with this."))
    return None


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What an editor has written so far, for `missing`."""

    kind: str
    stage: str
    title: bool = False
    summary: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    contacts: bool = False
    effect: bool = False
    legal_basis: bool = False
    privacy: bool = False
    place: bool = False
    documents: bool = False
    sections: bool = False


NEEDED = frozenset({"title", "summary", "opens_at", "closes_at", "stage", "sections", "legal_basis", "privacy_kept"})


def missing(filled: Filled) -> list[tuple[str, Refusal]]:
    """Steps that are left, by the field they are about, in the order of the editor; those in `NEEDED` stop publishing."""
    steps = [
        ("title", filled.title, _("Give a title.")),
        ("summary", filled.summary, _("Write the abstract: one or two sentences.")),
        ("opens_at", filled.opens_at is not None, _("Say when it opens.")),
        ("closes_at", filled.closes_at is not None, _("Say when it closes, to the minute.")),
        ("stage", filled.kind != Kind.PLAN or bool(filled.stage), _("Choose the stage of the planning.")),
        ("sections", filled.sections, _("Write at least one section.")),
        ("contacts", filled.contacts, _("Name a contact person.")),
        ("effect", filled.effect, _("Tell how answers are used.")),
        ("legal_basis", filled.kind == Kind.OPEN or filled.legal_basis, _("Give the legal basis.")),
        (
            "privacy_kept",
            filled.privacy,
            _("Fill in the privacy notice: who is responsible, and how long data is kept."),
        ),
        ("place", filled.kind != Kind.PLAN or filled.place, _("Show the area of the plan on the map.")),
        ("documents", filled.kind != Kind.PLAN or filled.documents, _("Add the documents that are on display.")),
    ]
    return [(name, Refusal(name, words)) for name, done, words in steps if not done]
