"""Where proposals join the rest: search, project pages, comments, the own page, what waits for a sign-in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

import search.registry
from accounts import mine, pending
from accounts.acting import context as acting
from accounts.acting import joining, offers
from accounts.acting.joining import Belongings
from accounts.eligibility.queries import known
from accounts.eligibility.rules import NOBODY, Asks, Self
from accounts.models import User
from municipality import areas
from participation import registry
from participation.comments import targets
from participation.following.topics import Topic
from participation.moderation import things
from participation.phases import Activity, Timeline

from . import actions, belongings, queries, telling
from .documents import SOURCE, url
from .followed import READABLE, register_topics, topic_of
from .models import Proposal
from .moderated import ProposalKind
from .moving import works
from .own import contribution
from .rules import Situation, why_not_comment
from .similar import said

OPEN_NOW = 3  # matters offered to whoever found nothing


class ProposalMethod:
    """Collecting proposals, as the front page and a project's page show it."""

    def acts(
        self, projects: Sequence[registry.Project], now: datetime, *, facts: bool, site_id: int | None = None
    ) -> list[registry.Act]:
        chosen = [(p, w) for p in projects if (w := p.timeline.window(Activity.PROPOSE, now)) and w.is_open]
        numbers = queries.number_in(chosen[0][0].site_id, [p.key for p, _w in chosen]) if chosen and facts else {}
        return [
            registry.Act(
                kind=_("Proposals"),
                title=project.title,
                text=_("Make a proposal, or support one that somebody else has made."),
                url=project.url,
                button=_("Make a proposal"),
                button_url=reverse("proposals:write_in", args=[project.key]),
                until=window.until,
                facts=_facts(numbers.get(project.key, 0)),
                project=project,
            )
            for project, window in chosen
        ]

    def section(self, project: registry.Project, site: Site, now: datetime) -> registry.Section | None:
        if project.timeline.window(Activity.PROPOSE, now) is None:
            return None
        return registry.Section(
            template="proposals/in_project.html",
            context={
                "project": project,
                "proposals": queries.newest(project.site_id, 5, project_key=project.key),
                "number": queries.number_in(project.site_id, [project.key]).get(project.key, 0),
                "window": project.timeline.window(Activity.PROPOSE, now),
            },
        )


def _facts(number: int) -> tuple[str, ...]:
    return (ngettext("%(number)s proposal", "%(number)s proposals", number) % {"number": number},) if number else ()


class ProposalTarget:
    """Proposals can be commented."""

    def place(self, site_id: int, target_id: int, user: User | AnonymousUser, now: datetime) -> targets.Place | None:
        proposal = queries.find(site_id, target_id)
        if proposal is None:
            return None
        project = registry.project(site_id, proposal.project_key)
        timeline = project.timeline if project else Timeline()
        return place_of(proposal, timeline, now, known(user, site_id, now) if timeline.asks(now) else NOBODY)

    def titles(self, ids: Iterable[int]) -> Mapping[int, tuple[str, str]]:
        rows = Proposal.objects.filter(pk__in=list(ids), publication__in=READABLE)
        return {p.pk: (p.title, p.get_absolute_url()) for p in rows}

    def abouts(self, ids: Iterable[int]) -> Mapping[int, targets.About]:
        rows = Proposal.objects.filter(pk__in=list(ids))
        return {p.pk: _about(p) for p in rows}

    def topic(self, target_id: int) -> Topic | None:
        row = Proposal.objects.filter(pk=target_id).only("uuid").first()
        return topic_of(row) if row else None

    def within(self, site_id: int, *, projects: frozenset[UUID], themes: frozenset[int]) -> Any:
        reached = Q(project_key__in=projects) | Q(theme_id__in=themes)
        return Proposal.objects.of_site(site_id).filter(reached).values("pk")

    def count(self, target_id: int, change: int) -> None:
        Proposal.objects.filter(pk=target_id).update(comment_count=F("comment_count") + change)

    def url(self, path: str) -> str:
        return url(path)


def _about(proposal: Proposal) -> targets.About:
    return targets.About(
        title=proposal.title,
        url=proposal.get_absolute_url(),
        project_key=proposal.project_key,
        theme_id=proposal.theme_id,
        readable=proposal.publication in READABLE,
    )


def place_of(proposal: Proposal, timeline: Timeline, now: datetime, told: Self = NOBODY) -> targets.Place:
    situation = Situation(
        timeline=timeline,
        now=now,
        publication=proposal.publication,
        state=proposal.state,
        repair=proposal.repair,
        told=told,
    )
    refusal = why_not_comment(situation)
    return targets.Place(
        kind="proposal",
        id=proposal.pk,
        site_id=proposal.site_id,
        title=proposal.title,
        url=proposal.get_absolute_url(),
        path=proposal.path,
        refusal=None if isinstance(refusal, Asks) else refusal,
        asks=refusal if isinstance(refusal, Asks) else None,
        theme_ids=(proposal.theme_id,) if proposal.theme_id else (),
        project_key=proposal.project_key,
        readable=proposal.publication in READABLE,
    )


def attach_draft(user: User, payload: dict[str, Any], request: HttpRequest) -> tuple[str, str]:
    """After signing in, a draft gets its author, who sees it once more and publishes it."""
    try:
        draft = actions.adopt_draft(uuid=UUID(str(payload["uuid"])), author=user)
    except Proposal.DoesNotExist:
        return _("Your draft is no longer here."), reverse("proposals:list")
    return _("Your draft is kept. Check it and publish it."), draft.get_absolute_url()


def attach_support(user: User, payload: dict[str, Any], request: HttpRequest) -> tuple[str, str]:
    proposal = Proposal.objects.public().filter(pk=payload["proposal"]).first()
    if proposal is None:
        return _("The proposal is no longer here."), reverse("proposals:list")
    actions.support(proposal=proposal, user=user, now=timezone.now())
    return _("Thank you, your support has been counted."), proposal.get_absolute_url()


def sheet_offer() -> offers.Offer:
    """At the service desk."""
    return offers.Offer(
        title=_("Write down a sheet of signatures"),
        text=_("Supports that were gathered on paper: many people, one proposal."),
        url=reverse("proposals:sheets"),
    )


def attach_instead(user: User, payload: dict[str, Any], request: HttpRequest) -> tuple[str, str]:
    """After signing in: the other's proposal gets the support, the draft its author."""
    proposal = Proposal.objects.public().filter(pk=payload["proposal"]).first()
    draft, discard = payload.get("draft") or "", bool(payload.get("discard"))
    if proposal is None:
        return _("The proposal is no longer here."), reverse("proposals:list")
    uuid = UUID(str(draft)) if draft else None
    left = actions.support_instead(proposal=proposal, user=user, draft=uuid, discard=discard, now=timezone.now())
    return said(left, discard=discard), proposal.get_absolute_url()


def ways_on(site_id: int, now: datetime) -> list[search.registry.Way]:
    """From a search that found nothing: what is open for taking part, and making a proposal."""
    acts = registry.acts_in(registry.projects(site_id), now, facts=False)
    ways = [search.registry.Way(text=act.title, url=act.url, note=act.kind) for act in acts[:OPEN_NOW]]
    if any(act.project and act.project.timeline.allows(Activity.PROPOSE, now) for act in acts):
        ways.append(search.registry.Way(text=_("Make a proposal"), url=reverse("proposals:write"), act=True))
    return ways


def find_areas(site_id: int) -> None:
    actions.find_areas(site_id=site_id)


def all_registries() -> None:
    works.register()
    acting.open_to_person("proposals", but=("sheet", "sheets"))
    offers.register(sheet_offer)
    joining.register(
        "proposals",
        Belongings(has=belongings.has_anything, join=belongings.join, answered=belongings.has_proposals),
    )
    areas.follow("proposals", find_areas)
    search.registry.register(SOURCE)
    search.registry.register_ways("proposals", ways_on)
    registry.register_method("proposals", ProposalMethod())
    targets.register("proposal", ProposalTarget())
    pending.register("proposal", attach_draft)
    pending.register("support", attach_support)
    pending.register("instead", attach_instead)
    mine.register("proposals", contribution)
    things.register("proposal", ProposalKind())
    register_topics()
    telling.register()
