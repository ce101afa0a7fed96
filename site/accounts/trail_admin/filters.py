"""What the audit trail is narrowed by."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from core.audit import words
from core.models import AuditRow

from .policy import administered, chosen


class TrailFilters(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)
    who = django_filters.CharFilter(
        label=_("Who"), help_text=_("Display name, or the whole e-mail address."), method="by_who"
    )
    verb = django_filters.MultipleChoiceFilter(label=_("What was done"), method="by_verb")
    kind = django_filters.ChoiceFilter(label=_("Kind of thing"))
    thing = django_filters.CharFilter(
        label=_("Thing"), help_text=_("A part of the title, or the code."), method="by_thing"
    )
    whose = django_filters.CharFilter(
        label=_("Whose"), help_text=_("Display name, or the whole e-mail address."), method="by_whose"
    )
    site = django_filters.ChoiceFilter(label=_("Municipality"), method="by_site")

    class Meta:
        model = AuditRow
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["verb"].extra["choices"] = list(words.verbs().items())
        self.filters["kind"].extra["choices"] = [(name, kind.label) for name, kind in words.kinds().items()]
        sites = administered(self.request.user)
        self.municipality = chosen(self.request, sites)
        self.filters["site"].extra["choices"] = [(site.pk, site.site_name or site.hostname) for site in sites]
        if len(sites) < 2:
            del self.filters["site"]

    def by_verb(self, rows: QuerySet[AuditRow], name: str, value: list[str]) -> QuerySet[AuditRow]:
        return rows.filter(verb__in=value) if value else rows

    def by_who(self, rows: QuerySet[AuditRow], name: str, value: str) -> QuerySet[AuditRow]:
        return rows.filter(done_by(words.people().matching(value)))

    def by_whose(self, rows: QuerySet[AuditRow], name: str, value: str) -> QuerySet[AuditRow]:
        return rows.filter(subject_id__in=words.people().matching(value))

    def by_thing(self, rows: QuerySet[AuditRow], name: str, value: str) -> QuerySet[AuditRow]:
        return rows.filter(about(value, self.municipality.pk if self.municipality else None))

    def by_site(self, rows: QuerySet[AuditRow], name: str, value: str) -> QuerySet[AuditRow]:
        return rows  # the list holds one municipality's rows from the start


def done_by(people: Collection[int]) -> Q:
    """Rows of what people did, but not of what the trail does not tell who did."""
    return Q(actor_id__in=people) & ~Q(verb__in=words.veiled())


def about(text: str, site_id: int | None) -> Q:
    """Rows of things that have this code, or a title with this text: found by the things, not by reading every row."""
    kinds = words.kinds()
    keys = {text.strip(), *(key for kind in kinds.values() for key in kind.matching(site_id, text))}
    return Q(pk__in=AuditRow.objects.filter(kind__in=kinds, key__in=keys).order_by().values("pk"))
