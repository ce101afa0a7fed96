"""What the queue is narrowed by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import django_filters
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from accounts.queries import site_ids_where
from accounts.roles import MODERATES
from participation import registry

from .. import things
from ..models import Case, Report
from ..rules import Rule, Standing, Suspicion

WAITING, JUDGED = "waiting", "judged"
SOURCES = [("report", _("Reported")), ("hold", _("Held beforehand")), ("appeal", _("Appeal"))]
AGES = [("1", _("Over a day")), ("3", _("Over three days")), ("7", _("Over a week"))]
HOLDERS = [("me", _("I am")), ("other", _("Somebody else")), ("nobody", _("Nobody"))]


def project_titles(user: Any) -> dict[UUID, str]:
    """Every published project of the municipalities where the person moderates."""
    return registry.titles(site_ids_where(user, MODERATES))


class CaseFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        method="by_state", choices=[(WAITING, _("Waits")), (JUDGED, _("Judged"))], label=_("State")
    )
    kind = django_filters.ChoiceFilter(choices=things.choices, label=_("Kind"))
    source = django_filters.MultipleChoiceFilter(method="by_source", choices=SOURCES, label=_("Why it is here"))
    reason = django_filters.MultipleChoiceFilter(
        method="by_reason", choices=[*Rule.choices, *Suspicion.choices], label=_("Reason")
    )
    standing = django_filters.MultipleChoiceFilter(choices=Standing.choices, label=pgettext_lazy("standing", "Now"))
    age = django_filters.ChoiceFilter(method="by_age", choices=AGES, label=_("How long it has waited"))
    language = django_filters.ChoiceFilter(choices=settings.LANGUAGES, label=_("Language"))
    project = django_filters.ChoiceFilter(field_name="project_key", label=_("Project"))
    holder = django_filters.ChoiceFilter(method="by_holder", choices=HOLDERS, label=_("Who is on it"))

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = project_titles(self.request.user)
        self.filters["project"].extra["choices"] = [(str(key), title) for key, title in titles.items()]

    def by_state(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return rows.filter(closed_at__isnull=value == WAITING)

    def by_source(self, rows: QuerySet[Case], name: str, value: list[str]) -> QuerySet[Case]:
        meant = {"report": Q(report_count__gt=0), "hold": Q(is_hold=True), "appeal": Q(is_appeal=True)}
        wanted = Q()
        for source in value:
            wanted |= meant[source]
        return rows.filter(wanted)

    def by_reason(self, rows: QuerySet[Case], name: str, value: list[str]) -> QuerySet[Case]:
        if not value:
            return rows
        return rows.filter(Exists(Report.objects.filter(case=OuterRef("pk"), reason__in=value)))

    def by_age(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return rows.filter(opened_at__lt=timezone.now() - timedelta(days=int(value)))

    def by_holder(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        held = Q(taken_by__isnull=False, taken_until__gt=timezone.now())
        mine = Q(taken_by=self.request.user.pk)
        return rows.filter({"me": held & mine, "other": held & ~mine}.get(value, ~held))
