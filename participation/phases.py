"""What a project allows, and when. The clock decides; nobody switches a phase by hand.

A participation method never asks which phase it is: it asks `Timeline.window` about its own activity. A method that
joins later adds a member to `Activity`, and no condition anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from django.utils.translation import gettext_lazy as _

from accounts.eligibility.rules import ANYBODY, Condition

State = Literal["past", "now", "next"]


class Activity(StrEnum):
    """What a phase may allow. Reading is always allowed and needs no member."""

    PROPOSE = "propose"
    COMMENT = "comment"
    SUPPORT = "support"

    @classmethod
    def choices(cls) -> list[tuple[str, object]]:
        return [
            (cls.PROPOSE, _("Make proposals")),
            (cls.COMMENT, _("Comment")),
            (cls.SUPPORT, _("Support proposals")),
        ]


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A stretch of a project. Open from ``opens_at`` (included) to ``closes_at`` (excluded); ``None`` has no end there."""

    name: str
    text: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    allows: frozenset[str] = frozenset()
    condition: Condition = ANYBODY

    def state(self, now: datetime) -> State:
        if self.opens_at is not None and now < self.opens_at:
            return "next"
        if self.closes_at is not None and now >= self.closes_at:
            return "past"
        return "now"


@dataclass(frozen=True, kw_only=True)
class Window:
    """When an activity is open: ``state`` now; ``until`` its coming end; ``opens`` its coming start; ``closed`` when it
    last ended. A project that never allows it has no window at all (`Timeline.window` gives ``None``)."""

    state: State
    until: datetime | None = None
    opens: datetime | None = None
    closed: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state == "now"


@dataclass(frozen=True)
class Timeline:
    phases: tuple[Phase, ...] = ()

    def allows(self, activity: str, now: datetime) -> bool:
        return any(activity in phase.allows and phase.state(now) == "now" for phase in self.phases)

    def asks(self, now: datetime) -> bool:
        """Whether any phase that is open now asks for an age or a home municipality."""
        return any(phase.condition for phase in self.current(now))

    def conditions(self, activity: str, now: datetime) -> tuple[Condition, ...]:
        """What is asked of those who do it now: one for each phase that allows it, any of which is enough; nothing
        where one of them asks nothing, or none is open."""
        found = [phase.condition for phase in self.phases if activity in phase.allows and phase.state(now) == "now"]
        return tuple(found) if all(found) else ()

    def window(self, activity: str, now: datetime) -> Window | None:
        """The window of one activity. Phases that follow one another without a gap make one window."""
        allowing = [phase for phase in self.phases if activity in phase.allows]
        if not allowing:
            return None
        if self.allows(activity, now):
            return Window(state="now", until=_end_of_run(allowing, now))
        coming = [phase.opens_at for phase in allowing if phase.opens_at and phase.state(now) == "next"]
        if coming:
            return Window(state="next", opens=min(coming))
        ended = [phase.closes_at for phase in allowing if phase.closes_at]
        return Window(state="past", closed=max(ended) if ended else None)

    def current(self, now: datetime) -> tuple[Phase, ...]:
        return tuple(phase for phase in self.phases if phase.state(now) == "now")

    @property
    def starts(self) -> datetime | None:
        return min((phase.opens_at for phase in self.phases if phase.opens_at), default=None)

    @property
    def ends(self) -> datetime | None:
        if any(phase.closes_at is None for phase in self.phases):
            return None
        return max((phase.closes_at for phase in self.phases if phase.closes_at), default=None)


def _end_of_run(phases: Iterable[Phase], now: datetime) -> datetime | None:
    """When the run of phases that is open now ends; ``None``: never."""
    phases = list(phases)
    end: datetime | None = now
    while True:
        open_then = [phase for phase in phases if end is not None and phase.state(end) == "now"]
        if not open_then:
            return end
        if any(phase.closes_at is None for phase in open_then):
            return None
        end = max(phase.closes_at for phase in open_then if phase.closes_at)
