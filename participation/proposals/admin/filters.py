"""What the list of proposals is narrowed by."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Site

from accounts.queries import sites_where
from municipality.models import Area, Theme
from participation import registry

from ..models import Proposal
from ..rules import ANSWERED, SEES, State


def site_ids(user: Any) -> frozenset[int]:
    """The municipalities whose proposals the person sees; for a superuser all there are."""
    sites = sites_where(user, SEES)
    return frozenset(Site.objects.values_list("pk", flat=True)) if sites is None else sites


def project_titles(user: Any) -> dict[UUID, str]:
    """Every published project of those municipalities; asked once a request, the answer stays on the object."""
    if "_project_titles" not in user.__dict__:
        found = [project for site_id in sorted(site_ids(user)) for project in registry.projects(site_id)]
        user.__dict__["_project_titles"] = {project.key: project.title for project in found}
    titles: dict[UUID, str] = user.__dict__["_project_titles"]
    return titles


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
        sites = site_ids(self.request.user)
        for name, model in (("theme", Theme), ("area", Area)):
            self.filters[name].queryset = model.objects.filter(site_id__in=sites)
        titles = project_titles(self.request.user)
        self.filters["project"].extra["choices"] = [(str(key), title) for key, title in titles.items()]

    def by_answered(self, rows: QuerySet[Proposal], name: str, value: str) -> QuerySet[Proposal]:
        open_states = set(State) - ANSWERED
        return rows.filter(state__in=ANSWERED if value == "true" else open_states)
