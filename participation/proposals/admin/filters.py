"""What the list of proposals is narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from accounts.models import User
from accounts.queries import site_ids_where
from accounts.reach import reaches
from accounts.roles import HANDLES_PROPOSALS
from core.fields import language_choices
from municipality.models import Area, Theme
from participation import registry

from ..models import Import, Proposal
from ..rules import ANSWERED, SEES, Publication, Repair, State
from .importers import may_import, visible_imports


def site_ids(user: Any) -> frozenset[int]:
    """The municipalities whose proposals the person sees; for a superuser all there are."""
    return site_ids_where(user, SEES)


def projects_of(user: Any) -> dict[UUID, registry.Project]:
    """Every published project of those municipalities; asked once a request, the answer stays on the object."""
    if "_projects" not in user.__dict__:
        found = (registry.projects(site_id) for site_id in sorted(site_ids(user)))
        user.__dict__["_projects"] = {project.key: project for projects in found for project in projects}
    known: dict[UUID, registry.Project] = user.__dict__["_projects"]
    return known


def project_titles(user: Any) -> dict[UUID, str]:
    return {key: project.title for key, project in projects_of(user).items()}


def destinations(user: Any) -> dict[UUID, str]:
    """The projects that the person may move a proposal to: those handled; whoever handles a theme keeps it in any."""
    found = reaches(user, HANDLES_PROPOSALS)
    if found is None or any(reach.everything or reach.themes for reach in found.values()):
        return project_titles(user)
    handled = frozenset().union(*(reach.projects for reach in found.values()))
    return {key: title for key, title in project_titles(user).items() if key in handled}


def handlers(user: Any) -> QuerySet[User]:
    """Who may be given proposals in the municipalities whose proposals the person sees."""
    return handlers_in(site_ids(user))


def handlers_in(sites: Iterable[int]) -> QuerySet[User]:
    """Who handles proposals in any of the municipalities."""
    holds = Q(groups__role_group__site__in=list(sites), groups__role_group__role__in=list(HANDLES_PROPOSALS))
    return User.objects.filter(holds, is_active=True).distinct().order_by("display_name", "pk")


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
    whose = django_filters.ChoiceFilter(field_name="assignee", method="by_assignee", label=_("Assigned to"))
    due = django_filters.ChoiceFilter(
        field_name="due_on",
        method="by_due",
        label=_("To be answered by"),
        choices=[("overdue", _("Overdue")), ("week", _("Within a week")), ("none", _("No day given"))],
    )
    repair = django_filters.ChoiceFilter(choices=[one for one in Repair.choices if one[0]], label=_("Repair"))
    draft = django_filters.ChoiceFilter(
        field_name="draft_answer", method="by_draft", label=_("Draft answer"), choices=[("true", _("Yes"))]
    )
    language = django_filters.ChoiceFilter(choices=language_choices, label=_("Language"))
    publication = django_filters.ChoiceFilter(
        choices=[one for one in Publication.choices if one[0] != Publication.DRAFT], label=_("Publication")
    )

    brought = django_filters.ModelChoiceFilter(
        field_name="origin", to_field_name="uuid", queryset=Import.objects.none(), label=_("Brought in from")
    )

    class Meta:
        model = Proposal
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = site_ids(self.request.user)
        for name, model in (("theme", Theme), ("area", Area)):
            self.filters[name].queryset = model.objects.filter(site_id__in=sites)
        if may_import(self.request.user):
            brought = visible_imports(self.request.user).filter(stage=Import.Stage.DONE, added__gt=0)
            self.filters["brought"].queryset = brought
        else:
            del self.filters["brought"]
        titles = project_titles(self.request.user)
        people: list[tuple[str, Any]] = [("me", _("Me")), ("nobody", _("Nobody"))]
        people += [(str(one.pk), str(one)) for one in handlers(self.request.user)]
        self.filters["whose"].extra["choices"] = people
        self.filters["project"].extra["choices"] = [(str(key), title) for key, title in titles.items()]

    def by_answered(self, rows: QuerySet[Proposal], name: str, value: str) -> QuerySet[Proposal]:
        open_states = set(State) - ANSWERED
        return rows.filter(state__in=ANSWERED if value == "true" else open_states)

    def by_assignee(self, rows: QuerySet[Proposal], name: str, value: str) -> QuerySet[Proposal]:
        if value == "nobody":
            return rows.filter(assignee=None)
        return rows.filter(assignee_id=self.request.user.pk if value == "me" else int(value))

    def by_due(self, rows: Any, name: str, value: str) -> QuerySet[Proposal]:
        today = timezone.localdate()
        if value == "none":
            return rows.unanswered().filter(due_on=None)
        if value == "overdue":
            return rows.overdue(today)
        return rows.unanswered().filter(due_on__range=(today, today + timedelta(days=7)))

    def by_draft(self, rows: Any, name: str, value: str) -> QuerySet[Proposal]:
        return rows.with_draft_answer()
