"""All that a proposal's screen shows: read with a fixed number of queries, whatever there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import MODERATES
from core.desk.walking import Walk, walk
from core.maps import Point
from municipality.models import Area
from municipality.queries import of_site
from participation.comments.queries import Reader, Thread, thread
from participation.phases import Timeline

from .. import counting, queries
from ..actions.shared import situation_of
from ..forms import AnswerForm, AssignForm, MoveForm, NoteForm, OtherForm, RepairForm
from ..models import AnswerTemplate, DraftAnswer, Proposal
from ..rules import (
    Situation,
    why_not_accept_repair,
    why_not_ask_repair,
    why_not_drop_repair,
    why_not_handle,
    why_not_note,
    why_not_undo_merge,
)
from ..similar import likest
from .filters import destinations, handlers_in, project_titles, projects_of
from .history import events
from .listing import ProposalDesk
from .policy import visible_to

SAME_MATTER = 5  # proposals that merging suggests


@dataclass
class Screen:
    """``sent``: a form with what was typed, in place of an empty one, by name. ``news``: what others did meanwhile."""

    request: HttpRequest
    user: User
    proposal: Proposal
    now: datetime = field(default_factory=timezone.now)
    sent: dict[str, Any] = field(default_factory=dict)
    news: list[Any] = field(default_factory=list)

    def show(self, proposal: Proposal) -> None:
        """The proposal as it has become meanwhile."""
        self.proposal = proposal
        for known in ("situation", "draft"):
            self.__dict__.pop(known, None)

    @cached_property
    def situation(self) -> Situation:
        project = projects_of(self.user).get(self.proposal.project_key)
        timeline = project.timeline if project else Timeline()
        return situation_of(self.proposal, self.user, self.now, timeline=timeline)

    @cached_property
    def walk(self) -> Walk:
        return walk(self.request, ProposalDesk, self.proposal.pk)

    @cached_property
    def draft(self) -> DraftAnswer | None:
        return DraftAnswer.objects.filter(proposal=self.proposal).select_related("by").first()

    def form(self, name: str, data: Any = None) -> Any:
        """A form of the screen by its name; bound to ``data`` when there is some."""
        proposal, args = self.proposal, ((data,) if data is not None else ())
        match name:
            case "answer":
                return AnswerForm(*args, proposal=proposal, draft=self.draft)
            case "assign":
                return AssignForm(*args, proposal=proposal, handlers=handlers_in([proposal.site_id]))
            case "note":
                return NoteForm(*args)
            case "repair":
                return RepairForm(*args)
            case "move":
                return MoveForm(*args, projects=destinations(self.user))
            case "merge" | "link" | "unlink":
                return OtherForm(*args, seen=visible_to(self.user), auto_id=f"{name}-%s")
        raise KeyError(name)

    def forms(self) -> dict[str, Any]:
        """Those that the person may use now; what was typed stays whatever has become of the right."""
        shown = []
        if why_not_handle(self.situation) is None:
            shown += ["answer", "assign", "merge", "link", "move"]
        if why_not_note(self.situation) is None:
            shown.append("note")
        if why_not_ask_repair(self.situation) is None:
            shown.append("repair")
        return {name: self.sent.get(name) or self.form(name) for name in shown} | self.sent

    def may(self) -> dict[str, bool]:
        situation = self.situation
        return {
            "accept_repair": why_not_accept_repair(situation) is None,
            "drop_repair": why_not_drop_repair(situation) is None,
            "handle": why_not_handle(situation) is None,
            "undo_merge": self._may_undo_merge(),
        }

    def _may_undo_merge(self) -> bool:
        into = self.proposal.merged_into
        if into is None:
            return False
        return why_not_undo_merge(self.situation, situation_of(into, self.user, self.now)) is None

    def same_matter(self) -> list[Proposal]:
        """What this could be merged into: public proposals that say nearly the same, among those the person sees."""
        proposal = self.proposal
        if why_not_handle(self.situation) is not None:
            return []
        like = likest(proposal.title, site_id=proposal.site_id, limit=2 * SAME_MATTER, exclude=[proposal.pk])
        seen = set(visible_to(self.user).filter(pk__in=[one.pk for one in like]).values_list("pk", flat=True))
        return [one for one in like if one.pk in seen][:SAME_MATTER]

    @cached_property
    def moderates(self) -> bool:
        return bool(self.situation.roles & MODERATES)

    def discussion(self) -> Thread:
        return thread(
            "proposal",
            self.proposal.pk,
            self.proposal.site_id,
            Reader(user=self.user, now=self.now, sees_held=self.moderates),
            page=self.request.GET.get("comments"),
            order=self.request.GET.get("comment_order", ""),
        )

    def context(self) -> Mapping[str, Any]:
        proposal, titles = self.proposal, project_titles(self.user)
        place, trail = proposal.has_place, queries.trail(proposal)
        return {
            "proposal": proposal,
            "project_title": titles.get(proposal.project_key, ""),
            "language_name": get_language_info(proposal.language)["name_translated"].lower(),
            "overdue": bool(proposal.due_on and proposal.due_on < timezone.localdate() and not proposal.is_answered),
            "walk": self.walk,
            "forms": self.forms(),
            "may": self.may(),
            "moderates": self.moderates,
            "refusal": why_not_handle(self.situation),
            "news": self.news,
            "draft": self.draft,
            "templates": list(AnswerTemplate.objects.filter(site=proposal.site_id)),
            "trail": trail,
            "same_matter": self.same_matter(),
            "events": events(proposal, trail, titles),
            "notes": list(proposal.notes.select_related("by")),
            "counts": counting.of([proposal.pk])[proposal.pk],
            "pictures": list(proposal.pictures.all()),
            "areas": list(Area.objects.filter(site_id=proposal.site_id)) if place else [],
            "points": [Point(lat=proposal.lat, lon=proposal.lon, label=proposal.title, url="", state=proposal.sign)]
            if proposal.lat is not None and proposal.lon is not None
            else [],
            "bounds": of_site(proposal.site).map["bounds"] if place else None,
            "thread": self.discussion(),
            "header_title": proposal.title,
            "header_icon": "comment",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": self.walk.back, "label": _("Proposals")},
                {"url": "", "label": proposal.title},
            ],
        }
