"""What a person's own page shows of proposals."""

from __future__ import annotations

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.mine import SUPPORTED, WRITTEN, Contribution, Draft, Section, Task
from accounts.models import User

from .models import Proposal
from .rules import Publication, Repair

SHOWN = 10


def contribution(user: User, site: Site) -> Contribution:
    """What I wrote, what I support, what waits for me. Three queries."""
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
        Section(
            place=WRITTEN,
            title=_("I wrote"),
            template="proposals/own.html",
            context={"proposals": written, "mine": True},
        ),
        Section(
            place=SUPPORTED,
            title=_("I support"),
            template="proposals/own.html",
            context={"proposals": supported, "mine": False},
        ),
    )
    tasks = tuple(_task(proposal) for proposal in written if proposal.repair == Repair.ASKED and proposal.is_public)
    return Contribution(sections=sections, drafts=tuple(_draft(d) for d in drafts), tasks=tasks)


def _task(proposal: Proposal) -> Task:
    return Task(
        title=proposal.title,
        text=_("The municipality asks you to clarify your proposal before it is handled further."),
        button=_("Change the proposal"),
        url=reverse("proposals:edit", args=[proposal.pk]),
    )


def _draft(draft: Proposal) -> Draft:
    return Draft(title=str(draft), url=reverse("proposals:edit_draft", args=[draft.uuid]), note=_("Not published"))
