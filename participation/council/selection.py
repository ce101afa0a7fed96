"""Which proposals a councillor follows: those of themes, areas and projects, and single ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from core.audit.words import numbers, uuids
from participation.following.topics import Topic
from participation.proposals.models import Proposal


@dataclass(frozen=True, kw_only=True)
class Selection:
    """``proposals``: uuids of single ones. Nothing followed is nothing found."""

    themes: frozenset[int] = frozenset()
    areas: frozenset[int] = frozenset()
    projects: frozenset[UUID] = frozenset()
    proposals: frozenset[UUID] = frozenset()
    topics: tuple[Topic, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return bool(self.themes or self.areas or self.projects or self.proposals)

    @property
    def holds(self) -> Q:
        """For ``filter``; the values stand in one order, so that the same selection is the same query."""
        single = Proposal.objects.filter(uuid__in=sorted(self.proposals))
        wanted = Q(pk__in=single.values("pk")) if self.proposals else Q(pk=None)
        for column, values in (("theme", self.themes), ("area", self.areas), ("project_key", self.projects)):
            if values:
                wanted |= Q(**{f"{column}__in": sorted(values)})
        return wanted


def selection_of(topics: Iterable[Topic]) -> Selection:
    found = tuple(topics)
    keys: dict[str, list[str]] = {"theme": [], "area": [], "project": [], "proposal": []}
    for topic in found:
        keys.setdefault(topic.kind, []).append(topic.key)
    return Selection(
        themes=frozenset(numbers(keys["theme"])),
        areas=frozenset(numbers(keys["area"])),
        projects=frozenset(uuids(keys["project"])),
        proposals=frozenset(uuids(keys["proposal"])),
        topics=found,
    )
