"""What the list of proposals is narrowed by."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from accounts.queries import sites_where
from municipality.models import Area, Theme
from participation import registry

from ..models import Proposal
from ..rules import ANSWERED, SEES, State
from .policy import visible_to


def project_titles(user: Any) -> dict[UUID, str]:
    """Every published project of the municipalities whose proposals the person sees."""
    sites = sites_where(user, SEES)
    if sites is None:
        sites = frozenset(Proposal.objects.order_by().values_list("site_id", flat=True).distinct())
    return {project.key: project.title for site_id in sorted(sites) for project in registry.projects(site_id)}


class ProposalFilters(WagtailFilterSet):
    answered = django_filters.ChoiceFilter(
        field_name="state",
        method="by_answered",
        label=_("Answered"),
        choices=[("true", _("Yes")), ("false", _("No"))],
    )
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

    def by_answered(self, rows: QuerySet[Proposal], name: str, value: str) -> QuerySet[Proposal]:
        open_states = set(State) - ANSWERED
        return rows.filter(state__in=ANSWERED if value == "true" else open_states)
