"""What a person's own page shows of proposals."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.mine import Contribution, Draft, Event, Section
from accounts.models import User

from .models import Handling, Merge, Move, Proposal, RepairRequest
from .rules import Publication

SHOWN = 10


def contribution(user: User, site: Site) -> Contribution:
    """What I wrote, what I support, what the municipality did with either. Seven queries."""
    own = Proposal.objects.of_site(site.pk).filter(author=user).select_related("theme", "area")
    drafts = list(own.filter(publication=Publication.DRAFT).order_by("-saved_at")[:SHOWN])
    newest = F("published_at").desc(nulls_first=True)  # what waits for a moderator stands first
    written = list(own.exclude(publication=Publication.DRAFT).order_by(newest, "-pk")[:SHOWN])
    supported = list(
        Proposal.objects.of_site(site.pk)
        .public()
        .filter(supports__user=user)
        .select_related("theme", "area")
        .order_by("-supports__created_at")[:SHOWN]
    )
    sections = (
        Section(title=_("My proposals"), template="proposals/own.html", context={"proposals": written, "mine": True}),
        Section(title=_("I support"), template="proposals/own.html", context={"proposals": supported, "mine": False}),
    )
    return Contribution(sections=sections, events=_events(written, supported), drafts=tuple(_draft(d) for d in drafts))


def _events(written: list[Proposal], supported: list[Proposal]) -> tuple[Event, ...]:
    by_id = {proposal.pk: proposal for proposal in (*written, *supported)}
    steps = Handling.objects.filter(proposal__in=list(by_id)).order_by("-at")[:SHOWN]
    return (*(_event(by_id[step.proposal_id], step) for step in steps), *_desk_events(written))


def _event(proposal: Proposal, step: Handling) -> Event:
    said = _("The municipality answered «%(title)s»: %(state)s") if step.text else _("«%(title)s» is now: %(state)s")
    values = {"title": proposal.title, "state": step.state_label.lower()}
    return Event(at=step.at, text=said % values, url=proposal.get_absolute_url())


def _desk_events(written: list[Proposal]) -> list[Event]:
    """What was asked of me, and where my proposals went. Three queries; none while nothing has been done."""
    by_id = {proposal.pk: proposal for proposal in written if proposal.revision}
    if not by_id:
        return []
    kinds: tuple[tuple[type[RepairRequest] | type[Merge] | type[Move], dict[str, Any], str, str], ...] = (
        (RepairRequest, {"closed_at": None}, "asked_at", _("The municipality asks you to clarify «%(title)s»")),
        (Merge, {"undone_at": None}, "at", _("«%(title)s» was merged into another proposal")),
        (Move, {}, "at", _("«%(title)s» was moved to another project")),
    )
    return [
        Event(at=at, text=said % {"title": by_id[pk].title}, url=by_id[pk].get_absolute_url())
        for model, standing, moment, said in kinds
        for pk, at in model._default_manager.filter(proposal__in=list(by_id), **standing)
        .order_by(f"-{moment}")
        .values_list("proposal", moment)[:SHOWN]
    ]


def _draft(draft: Proposal) -> Draft:
    return Draft(title=str(draft), url=reverse("proposals:edit_draft", args=[draft.uuid]), note=_("Not published"))
