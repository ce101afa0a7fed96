"""The list of proposals: filtered, searched, sorted, and taken out as a table."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from accounts.queries import sites_where
from municipality.models import Area, Theme
from participation import registry

from ..models import Proposal
from ..rules import ANSWERED, State
from .policy import SEES, visible_to

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def project_titles(user: Any) -> dict[UUID, str]:
    """Every published project of the municipalities whose proposals the person sees."""
    sites = sites_where(user, SEES)
    if sites is None:
        sites = frozenset(Proposal.objects.order_by().values_list("site_id", flat=True).distinct())
    return {project.key: project.title for site_id in sorted(sites) for project in registry.projects(site_id)}


def plain_cell(value: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


def local_time(value: datetime) -> datetime:
    """Finnish time without its zone, which spreadsheets do not know."""
    return localtime(value).replace(tzinfo=None)


class ProposalFilters(WagtailFilterSet):
    answered = django_filters.BooleanFilter(field_name="state", method="by_answered", label=_("Answered"))
    state = django_filters.MultipleChoiceFilter(choices=State.choices, label=_("State"))
    project = django_filters.ChoiceFilter(field_name="project_key", label=_("Project"))
    theme = django_filters.ModelChoiceFilter(queryset=Theme.objects.none(), label=_("Theme"))
    area = django_filters.ModelChoiceFilter(queryset=Area.objects.none(), label=_("Area"))

    class Meta:
        model = Proposal
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = visible_to(self.request.user).order_by().values("site_id")
        for name, model in (("theme", Theme), ("area", Area)):
            self.filters[name].queryset = model.objects.filter(site_id__in=sites)
        titles = project_titles(self.request.user)
        self.filters["project"].extra["choices"] = [(str(key), title) for key, title in titles.items()]

    def by_answered(self, rows: QuerySet[Proposal], name: str, value: bool | None) -> QuerySet[Proposal]:
        if value is None:
            return rows
        return rows.filter(state__in=ANSWERED) if value else rows.exclude(state__in=ANSWERED)


class ProposalIndexView(generic.IndexView):
    filterset_class = ProposalFilters
    search_fields = ["title", "body"]
    search_backend_name = None
    default_ordering = "-published_at"
    page_title = _("Proposals")
    header_icon = "comment"
    columns = [
        TitleColumn("title", label=_("Title"), url_name="proposals_admin:answer", sort_key="title"),
        Column("state_label", label=_("State"), accessor="state_label", sort_key="state"),
        Column("support_count", label=_("Supports"), sort_key="support_count"),
        Column("comment_count", label=_("Comments"), sort_key="comment_count"),
        Column("project", label=_("Project"), accessor="project_title"),
        Column("theme", label=_("Theme"), accessor="theme.names"),
        DateColumn("published_at", label=_("Published"), sort_key="published_at"),
    ]
    list_export = [
        "pk", "title", "body", "language", "state_label", "project_title", "theme_name", "area_name", "place",
        "author_name", "support_count", "comment_count", "published_at", "answered_at", "address",
    ]  # fmt: skip
    export_headings = {
        "pk": _("Number"),
        "state_label": _("State"),
        "project_title": _("Project"),
        "theme_name": _("Theme"),
        "area_name": _("Area"),
        "author_name": _("Author"),
        "support_count": _("Supports"),
        "comment_count": _("Comments"),
        "address": _("Address"),
    }
    custom_value_preprocess = {
        datetime: {"csv": local_time, "xlsx": local_time},
        str: {"csv": plain_cell},
    }

    def get_base_queryset(self) -> QuerySet[Proposal]:
        return visible_to(self.request.user).select_related("theme", "area", "author")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for proposal in context["object_list"]:
            proposal.project_title = self.titles.get(proposal.project_key, "")
        return context

    def get_filename(self) -> str:
        return slugify(gettext("Proposals"))

    def to_row_dict(self, item: Proposal) -> dict[str, Any]:
        return super().to_row_dict(_exported(item, self.titles, self.request))

    @cached_property
    def titles(self) -> dict[UUID, str]:
        return project_titles(self.request.user)


def _exported(proposal: Proposal, titles: dict[UUID, str], request: HttpRequest) -> Any:
    """The proposal with what a table says in words."""
    words = {
        "project_title": titles.get(proposal.project_key, ""),
        "theme_name": str(proposal.theme or ""),
        "area_name": str(proposal.area or ""),
        "author_name": proposal.author.display_name if proposal.author else "",
        "address": request.build_absolute_uri(proposal.get_absolute_url()),
    }
    for name, value in words.items():
        setattr(proposal, name, value)
    return proposal
