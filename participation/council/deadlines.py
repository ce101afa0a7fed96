"""What the clock runs on, in what a councillor follows: answers owed, phases about to close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation import registry
from participation.proposals.models import Proposal

from .queries import OPEN, Desk, owed_of
from .rules import SOON, URGENT

READ = 60  # proposals whose deadline is looked at


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """``days`` left, below zero when it has passed; ``due`` the last day."""

    kind: str
    title: str
    url: str
    due: date
    days: int
    notes: tuple[str, ...] = ()
    lang: str = ""

    @property
    def is_urgent(self) -> bool:
        return self.days <= URGENT

    @property
    def is_late(self) -> bool:
        return self.days < 0

    @property
    def told(self) -> list[str]:
        """The notes, and the day."""
        return [*self.notes, _("by %(day)s") % {"day": date_format(self.due, "DATE_FORMAT")}]

    @property
    def number(self) -> int:
        return abs(self.days)

    @property
    def unit(self) -> str:
        if self.is_late:
            return ngettext("day late", "days late", self.number)
        return ngettext("day", "days", self.days)


def deadlines(desk: Desk, projects: Sequence[registry.Project]) -> list[Deadline]:
    """What is soon or late, the soonest first. One query: what the municipality has promised, and what the law says."""
    found = [*_answers(desk), *_phases(desk, projects)]
    return sorted(found, key=lambda one: (one.due, one.title))


def _answers(desk: Desk) -> list[Deadline]:
    today = localdate(desk.now)
    found = []
    for proposal in _with_deadline(desk, today):
        owed = owed_of(proposal, desk.law)
        if owed is None or owed.due is None or owed.due > today + timedelta(days=SOON):
            continue
        supports = ngettext("%(number)s support", "%(number)s supports", proposal.support_count)
        notes = (supports % {"number": proposal.support_count}, *((_("by law"),) if owed.by_law else ()))
        found.append(
            Deadline(
                kind=_("Answer to a proposal"),
                title=proposal.title,
                url=proposal.get_absolute_url(),
                due=owed.due,
                days=(owed.due - today).days,
                notes=notes,
                lang=proposal.foreign,
            )
        )
    return found


def _with_deadline(desk: Desk, today: date) -> list[Proposal]:
    """Those whose author has been told a day, and those with the supports that bind the municipality."""
    bound = Q(estimated_on__lte=today + timedelta(days=SOON))
    if desk.law.threshold is not None:
        bound |= Q(support_count__gte=desk.law.threshold)
    rows = Proposal.objects.of_site(desk.site.pk).public().filter(bound, desk.selection.holds, state__in=OPEN)
    return list(rows.order_by("-published_at", "-pk")[:READ])


def _phases(desk: Desk, projects: Sequence[registry.Project]) -> list[Deadline]:
    """The coming end of each phase that is open, in projects that are followed."""
    until, today = desk.now + timedelta(days=SOON), localdate(desk.now)
    found = []
    for project in projects:
        if project.key not in desk.selection.projects:
            continue
        for phase in project.timeline.current(desk.now):
            if phase.closes_at is None or phase.closes_at > until:
                continue
            last = localdate(phase.closes_at - timedelta(microseconds=1))
            found.append(
                Deadline(
                    kind=_("A phase closes"),
                    title=project.title,
                    url=project.url,
                    due=last,
                    days=(last - today).days,
                    notes=(phase.name,) if phase.name else (),
                )
            )
    return found
