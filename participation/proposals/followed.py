"""Proposals, and what they are sorted by, as topics that can be followed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from core.audit.words import numbers, uuids
from municipality.models import Area, Theme
from participation.following import topics
from participation.following.topics import Shown, Topic

from .models import Proposal
from .rules import Publication

READABLE = (Publication.PUBLISHED, Publication.MERGED)


class ProposalTopic:
    def shown(self, site_id: int, keys: Collection[str]) -> Mapping[str, Shown]:
        rows = Proposal.objects.of_site(site_id).filter(uuid__in=uuids(keys), publication__in=READABLE)
        return {str(row.uuid): _shown(row) for row in rows}


def _shown(row: Proposal) -> Shown:
    return Shown(title=row.title, url=row.get_absolute_url(), note=row.state_label, state=row.sign)


class Subject:
    """A theme or an area."""

    def __init__(self, model: Any, label: Any) -> None:
        self.model, self.label = model, label

    def shown(self, site_id: int, keys: Collection[str]) -> Mapping[str, Shown]:
        rows = self.model.objects.filter(site_id=site_id, pk__in=numbers(keys))
        return {
            str(row.pk): Shown(title=str(row.names), url=row.get_absolute_url(), note=str(self.label)) for row in rows
        }


def topic_of(proposal: Proposal) -> Topic:
    return Topic("proposal", str(proposal.uuid))


def topics_of(proposal: Proposal) -> list[Topic]:
    """The proposal and what it belongs to, the narrowest first."""
    found = [topic_of(proposal), Topic("project", str(proposal.project_key))]
    found += [Topic("theme", str(proposal.theme_id))] if proposal.theme_id else []
    return found + ([Topic("area", str(proposal.area_id))] if proposal.area_id else [])


def register_topics() -> None:
    topics.register("proposal", ProposalTopic())
    topics.register("theme", Subject(Theme, gettext_lazy("Theme")))
    topics.register("area", Subject(Area, gettext_lazy("Area")))
