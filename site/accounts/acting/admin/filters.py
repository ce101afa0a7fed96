"""What the list of acting is narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from core.audit import words

from ..models import ActingSession
from ..rules import DESK, Ended

DONE = [("1", _("Something was done")), ("0", _("Nothing was done"))]


class ActingFilters(WagtailFilterSet):
    started_at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)
    channel = django_filters.ChoiceFilter(choices=DESK, label=_("Told"))
    ended_how = django_filters.ChoiceFilter(choices=Ended.choices, label=_("How it ended"))
    done = django_filters.ChoiceFilter(choices=DONE, method="by_acts", label=_("Acts"))
    clerk = django_filters.CharFilter(
        label=_("Clerk"), help_text=_("Display name, or the whole e-mail address."), method="by_clerk"
    )

    class Meta:
        model = ActingSession
        fields: list[str] = []

    def by_acts(self, rows: QuerySet[ActingSession], name: str, value: Any) -> QuerySet[ActingSession]:
        return rows.filter(acts__gt=0) if value == "1" else rows.filter(acts=0)

    def by_clerk(self, rows: QuerySet[ActingSession], name: str, value: str) -> QuerySet[ActingSession]:
        return rows.filter(clerk_id__in=words.people().matching(value))
