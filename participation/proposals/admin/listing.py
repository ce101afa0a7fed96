"""The list of proposals for staff."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

import search.queries
from accounts.queries import sites_where
from core.desk.columns import DayColumn
from core.desk.listing import DeskView
from core.desk.tables import Sheet

from ..models import Proposal
from ..rules import SEES
from .filters import ProposalFilters, project_titles, site_ids
from .many import ACTIONS
from .policy import ProposalPolicy, visible_to
from .tables import Tables


class StateColumn(Column):
    """The public state, and the repair beside it: two tracks."""

    def get_value(self, instance: Proposal) -> SafeString:
        shown = instance.state_label if instance.is_public else instance.get_publication_display()
        marks = [shown, *([instance.repair_label] if instance.repair else [])]
        return format_html_join("", "<div>{}</div>", ((mark,) for mark in marks))


class DueColumn(DayColumn):
    def get_value(self, instance: Proposal) -> Any:
        shown = super().get_value(instance)
        late = instance.due_on and instance.due_on < timezone.localdate() and not instance.is_answered
        return format_html('{} <b class="desk-late">{}</b>', shown, _("overdue")) if late else shown


class ProposalDesk(DeskView):
    desk = "proposals"
    namespace = "proposals_admin"
    item_url_name = "proposals_admin:answer"
    model = Proposal
    permission_policy = ProposalPolicy(Proposal)
    filterset_class = ProposalFilters
    is_searchable = True
    bulk_actions = ACTIONS
    default_ordering = "-published_at"
    page_title = _("Proposals")
    header_icon = "comment"

    def get_columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Title"), get_url=self.get_edit_url, sort_key="title"),
            StateColumn("state_label", label=_("State"), sort_key="state"),
            Column("support_count", label=_("Supports"), sort_key="support_count"),
            Column("comment_count", label=_("Comments"), sort_key="comment_count"),
            Column("project", label=_("Project"), accessor="project_title"),
            Column("assignee", label=_("Assigned to"), accessor="assignee_name", sort_key="assignee"),
            DueColumn("due_on", label=_("Due"), sort_key="due_on"),
            DayColumn("published_at", label=pgettext_lazy("proposal", "Published"), sort_key="published_at"),
        ]

    def presets(self) -> Sequence[tuple[Any, str]]:
        views = [
            (_("All"), ""),
            (_("Unanswered, oldest first"), "publication=published&answered=false&ordering=published_at"),
            (_("Mine"), "publication=published&answered=false&whose=me&ordering=due_on"),
            (_("Overdue"), "due=overdue&ordering=due_on"),
            (_("Repaired, to be looked at"), "repair=repaired"),
            (_("Draft answers"), "draft=true"),
        ]
        return views if self.offered_actions else views[:2]

    def sites(self) -> frozenset[int] | None:
        return sites_where(self.request.user, SEES)

    def get_base_queryset(self) -> QuerySet[Proposal]:
        return visible_to(self.request.user).select_related("theme", "area", "author", "assignee")

    def search_queryset(self, queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
        """By the words' meaning, as residents search; or by number."""
        text = self.search_query.strip()
        if not text:
            return queryset
        wanted = Q(pk=int(text)) if text.isascii() and text.isdigit() and len(text) < 16 else Q()
        for site_id in sorted(site_ids(self.request.user)):
            wanted |= Q(pk__in=search.queries.ids_matching(site_id=site_id, kind="proposal", text=text))
        return queryset.filter(wanted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for proposal in context["object_list"]:
            proposal.project_title = self.titles.get(proposal.project_key, "")
            proposal.assignee_name = str(proposal.assignee or "")
        return context

    def sheets(self, rows: QuerySet[Proposal]) -> list[Sheet]:
        return Tables(self.titles, self.request.build_absolute_uri("/")[:-1]).sheets(rows)

    @cached_property
    def titles(self) -> dict[UUID, str]:
        return project_titles(self.request.user)
