"""Who may not write, until when, and lifting it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn

from accounts.places import signed_in
from accounts.reach import reaches
from accounts.roles import MODERATES
from core.desk.listing import DeskView
from core.refusal import Refused

from .. import actions
from ..models import Sanction
from ..rules import Rule, SanctionKind
from .policy import SanctionPolicy, sanctions_seen_by


def holding(rows: QuerySet[Sanction]) -> QuerySet[Sanction]:
    now = timezone.now()
    unended = Q(ends_at=None) | Q(ends_at__gt=now)
    return rows.filter(unended, lifted_at=None, starts_at__lte=now).exclude(kind=SanctionKind.WARNING)


class SanctionFilters(WagtailFilterSet):
    now = django_filters.ChoiceFilter(
        method="by_now", choices=[("holds", pgettext_lazy("sanction", "Holds")), ("over", _("Over"))], label=_("State")
    )
    kind = django_filters.ChoiceFilter(choices=SanctionKind.choices, label=_("Sanction"))
    rule = django_filters.ChoiceFilter(choices=Rule.choices, label=_("Broken rule"))

    class Meta:
        model = Sanction
        fields: list[str] = []

    def by_now(self, rows: QuerySet[Sanction], name: str, value: str) -> QuerySet[Sanction]:
        if value == "holds":
            return holding(rows)
        return rows.exclude(pk__in=holding(rows).values("pk"))


class SanctionDesk(DeskView):
    desk = "sanctions"
    namespace = "sanctions_admin"
    item_url_name = "sanctions_admin:sanction"
    model = Sanction
    permission_policy = SanctionPolicy(Sanction)
    filterset_class = SanctionFilters
    is_searchable = True
    default_ordering = ("-starts_at", "-pk")
    page_title = _("Sanctions")
    header_icon = "lock"

    def get_columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("person", label=_("Person"), accessor="person", get_url=self.get_edit_url),
            Column("kind", label=_("Sanction"), accessor="get_kind_display"),
            Column("rule", label=_("Broken rule"), accessor="get_rule_display"),
            DateColumn("starts_at", label=_("From"), sort_key="starts_at"),
            Column("until", label=_("Until"), accessor=until, sort_key="ends_at"),
        ]

    def presets(self) -> Sequence[tuple[Any, str]]:
        return ((_("All"), ""), (_("Those that hold"), "now=holds"))

    def sites(self) -> frozenset[int] | None:
        found = reaches(self.request.user, MODERATES)
        return None if found is None else frozenset(site for site, reach in found.items() if reach.everything)

    def get_base_queryset(self) -> QuerySet[Sanction]:
        return sanctions_seen_by(self.request.user).select_related("person", "by", "lifted_by")

    def search_queryset(self, queryset: QuerySet[Sanction]) -> QuerySet[Sanction]:
        text = self.search_query.strip()
        return queryset.filter(person__display_name__icontains=text) if text else queryset


def until(row: Sanction) -> str:
    """When it ends or ended, in words."""
    if row.kind == SanctionKind.WARNING:
        return "–"
    if row.lifted_at:
        return _now("Lifted %(when)s") % {"when": _moment(row.lifted_at)}
    return _moment(row.ends_at) if row.ends_at else _now("Without end")


def _moment(at: Any) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")


def sanction(request: HttpRequest, pk: int) -> HttpResponse:
    """One sanction, and the button that ends it."""
    found = get_object_or_404(
        sanctions_seen_by(request.user).select_related("person", "by", "lifted_by", "case"), pk=pk
    )
    if request.method == "POST":
        try:
            actions.lift(sanction=found, user=signed_in(request), now=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        else:
            messages.success(request, _("The sanction has ended, and its receiver is told."))
        return redirect("sanctions_admin:index")
    context = {
        "sanction": found,
        "until": until(found),
        "holds": found.holds(timezone.now()),
        "header_title": str(found.person),
        "page_title": str(found.person),
        "header_icon": "lock",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("sanctions_admin:index"), "label": _("Sanctions")},
            {"url": "", "label": str(found.person)},
        ],
    }
    return TemplateResponse(request, "moderation/admin/sanction.html", context)
