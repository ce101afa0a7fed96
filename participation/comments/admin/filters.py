"""What the list of comments is narrowed by."""

from __future__ import annotations

from datetime import timedelta

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from accounts.roles import Role
from core.fields import language_choices
from participation.moderation.rules import Standing

from ..models import Comment

AGES = [("1", _("Last day")), ("7", _("Last week")), ("30", _("Last month"))]


class CommentFilters(WagtailFilterSet):
    standing = django_filters.ChoiceFilter(
        choices=Standing.choices, method="by_standing", label=pgettext_lazy("standing", "Now")
    )
    written = django_filters.ChoiceFilter(choices=AGES, method="by_age", label=_("Written"))
    language = django_filters.ChoiceFilter(choices=language_choices, label=_("Language"))
    role = django_filters.ChoiceFilter(choices=Role.choices, label=_("Role"))
    thread = django_filters.ChoiceFilter(
        choices=[("opening", _("Opens a thread")), ("reply", _("Answers another comment"))],
        method="by_thread",
        label=_("Kind"),
    )

    class Meta:
        model = Comment
        fields: list[str] = []

    def by_standing(self, rows: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        if value == Standing.GONE:
            return rows.exclude(removed_at=None)
        return rows.filter(standing=value, removed_at=None)

    def by_age(self, rows: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        return rows.filter(created_at__gte=timezone.now() - timedelta(days=int(value)))

    def by_thread(self, rows: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        return rows.filter(Q(parent=None) if value == "opening" else ~Q(parent=None))
