"""When a councillor is greeted how, since when an answer is owed, how long texts may be. Pure, no database."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from participation.proposals.rules import ANSWERED

NIGHT, MORNING, DAY, EVENING = 4, 10, 17, 23  # hours of the town's clock at which each is over
VISIT = timedelta(hours=1)  # openings of the desk within this are one visit
FIRST_LOOK = timedelta(days=14)  # what is new on the first visit
LONGEST_LOOK = timedelta(days=92)  # what is new after a long absence
SOON = 30  # days: deadlines that the desk shows
URGENT = 3  # days
INTRO = 400  # characters
GROWTH_DAYS = 28


@dataclass(frozen=True, kw_only=True)
class Law:
    """Kuntalaki (410/2015) 23 §: when the supporters are ``share`` per cent of the residents, the matter is taken up
    within so many months of becoming pending. Supporters are counted as they are shown: whether each is a resident is
    the registry's to find out."""

    share: Decimal
    months: int
    population: int | None = None

    @property
    def threshold(self) -> int | None:
        """The number of supports; ``None`` where the population is not known."""
        return -(-int(self.population * self.share) // 100) if self.population else None

    def due(self, published: date) -> date:
        month = published.month - 1 + self.months
        year, month = published.year + month // 12, month % 12 + 1
        return date(year, month, min(published.day, monthrange(year, month)[1]))


@dataclass(frozen=True, kw_only=True)
class Owed:
    """An answer that has not come: ``since`` the day when it was asked for; ``due`` by law, or as the municipality has
    told its author; ``None`` when nobody has said."""

    since: date
    due: date | None = None
    by_law: bool = False

    def days_left(self, today: date) -> int | None:
        return (self.due - today).days if self.due else None


def owed(*, state: str, published: datetime, supports: int, estimated: date | None, law: Law) -> Owed | None:
    """Nothing is owed once it has been answered. Where both bind, the earlier day counts."""
    if state in ANSWERED:
        return None
    since = localdate(published)
    by_law = law.threshold is not None and supports >= law.threshold
    days = [(law.due(since), True)] if by_law else []
    days += [(estimated, False)] if estimated else []
    due, legal = min(days) if days else (None, False)
    return Owed(since=since, due=due, by_law=legal)


def greeting(name: str, now: datetime) -> str:
    """By the town's clock: «Good morning, Kaisa.»"""
    hour = localtime(now).hour
    values = {"name": name.split()[0] if name.split() else ""}
    if NIGHT <= hour < MORNING:
        said = _("Good morning, %(name)s.")
    elif MORNING <= hour < DAY:
        said = _("Good day, %(name)s.")
    elif DAY <= hour < EVENING:
        said = _("Good evening, %(name)s.")
    else:
        said = _("Hello, %(name)s.")
    return said % values


def waiting(number: int) -> str:
    """«Three things wait.», up to ten in words."""
    if not number:
        return _("Nothing waits just now.")
    words = {
        1: pgettext("number of things", "One"),
        2: pgettext("number of things", "Two"),
        3: pgettext("number of things", "Three"),
        4: pgettext("number of things", "Four"),
        5: pgettext("number of things", "Five"),
        6: pgettext("number of things", "Six"),
        7: pgettext("number of things", "Seven"),
        8: pgettext("number of things", "Eight"),
        9: pgettext("number of things", "Nine"),
        10: pgettext("number of things", "Ten"),
    }
    told = words.get(number, str(number))
    return ngettext("%(number)s thing waits.", "%(number)s things wait.", number) % {"number": told}


def looked_from(before: datetime | None, now: datetime) -> datetime:
    """Since when things are new: the visit before, two weeks for whoever has not been here, three months at most."""
    return max(before, now - LONGEST_LOOK) if before else now - FIRST_LOOK


@dataclass(frozen=True)
class Growth:
    """Supports of the last days, the oldest first; ``before``: how many there were before them."""

    before: int
    days: tuple[int, ...]

    @property
    def new(self) -> int:
        return sum(self.days)

    @property
    def total(self) -> int:
        return self.before + self.new

    def heights(self) -> list[int]:
        """How many there were at the end of each day."""
        levels, level = [], self.before
        for number in self.days:
            level += number
            levels.append(level)
        return levels


def grown(total: int, days: Iterable[int]) -> Growth:
    """From the number shown and the supports of each day; what was taken back meanwhile leaves nothing below zero."""
    found = tuple(days)
    return Growth(max(0, total - sum(found)), found)
