"""Proposals of the same matter: shown to whoever is about to write another, to staff who may merge them, and beside one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

import search.similar
from accounts.eligibility.rules import Asks
from accounts.models import User
from participation import registry
from participation.phases import Timeline
from search.related import kept

from .models import Proposal, Support
from .rules import Situation, why_not_support

MOST = 4  # shown
LOOKED_AT = 8
SHORTEST = 6  # letters of a title that tells enough


@dataclass(frozen=True)
class Similar:
    """``is_open``: the person can support it now."""

    proposal: Proposal
    is_open: bool
    is_supported: bool = False


def similar_to(
    title: str, *, site_id: int, user: User | AnonymousUser, now: datetime, exclude: Collection[int] = ()
) -> list[Similar]:
    """Public proposals like this title, those that can be supported first. Five queries, and three now and then."""
    if len(title.strip()) < SHORTEST:
        return []
    found = likest(title, site_id=site_id, limit=LOOKED_AT, exclude=exclude)
    if not found:
        return []
    projects = registry.projects(site_id)
    timelines = {project.key: project.timeline for project in projects}
    supported = _supported(found, user)
    rows = [
        Similar(one, _is_open(one, timelines.get(one.project_key, Timeline()), user, now), one.pk in supported)
        for one in found
    ]
    return sorted(rows, key=lambda row: (not row.is_open, not row.is_supported))[:MOST]


def likest(title: str, *, site_id: int, limit: int, exclude: Collection[int] = ()) -> list[Proposal]:
    """Public proposals whose titles say nearly the same, the likest first. Three queries, and three more now and then."""
    like = search.similar.similar(title=title, site_id=site_id, kinds=("proposal",), limit=limit, exclude=exclude)
    light = Proposal.objects.select_related("theme", "area").defer("body", "area__outline")
    rows = light.in_bulk([one.object_id for one in like]) if like else {}  # by number alone: quicker than by any index
    found = [rows[one.object_id] for one in like if one.object_id in rows]
    return [one for one in found if one.is_public and one.site_id == site_id]


def beside(proposal: Proposal, *, exclude: Collection[int] = ()) -> list[Proposal]:
    """Public proposals like this one, shown on its page; ``exclude``: ids of those that are shown already. One query
    where there are any, and some more when it is not kept (`search.related.kept`)."""
    found = kept(
        f"proposal {proposal.pk} {proposal.title}",
        lambda: search.similar.similar(
            title=proposal.title, site_id=proposal.site_id, kinds=("proposal",), limit=LOOKED_AT, exclude=[proposal.pk]
        ),
    )
    ids = [one.object_id for one in found if one.object_id not in exclude]
    public = Proposal.objects.public().filter(site_id=proposal.site_id).select_related("theme", "area")
    rows = public.defer("body", "area__outline").in_bulk(ids) if ids else {}
    return [rows[number] for number in ids if number in rows][:MOST]


def said(left: bool, *, discard: bool) -> str:
    """What a person is told who supported one of them instead. ``left``: whether there is a draft."""
    if left:
        return _("Thank you, your support has been counted. Your own draft is kept on your page.")
    if discard:
        return _("Thank you, your support has been counted. Your own draft has been thrown away.")
    return _("Thank you, your support has been counted.")


def _supported(proposals: Collection[Proposal], user: User | AnonymousUser) -> frozenset[int]:
    if not user.is_authenticated:
        return frozenset()
    rows = Support.objects.filter(user=user, proposal__in=proposals)
    return frozenset(rows.values_list("proposal_id", flat=True))


def _is_open(proposal: Proposal, timeline: Timeline, user: User | AnonymousUser, now: datetime) -> bool:
    situation = Situation(
        timeline=timeline,
        now=now,
        publication=proposal.publication,
        state=proposal.state,
        is_author=user.is_authenticated and proposal.author_id == user.pk,
    )
    refusal = why_not_support(situation)
    return refusal is None or isinstance(refusal, Asks)  # who is asked something first can support it then
