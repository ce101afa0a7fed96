"""Who acted for whom, when and how: for administrators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column

from accounts.queries import sites_where
from accounts.roles import Role
from accounts.trail_admin.policy import TrailPolicy
from core.desk.listing import DeskView
from core.desk.tables import Sheet

from ..models import ActingSession
from .filters import ActingFilters


class MinuteColumn(Column):
    def get_value(self, instance: Any) -> Any:
        moment = super().get_value(instance)
        return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


class ActingDesk(DeskView):
    desk = "acting"
    namespace = "accounts_acting"
    model = ActingSession
    permission_policy = TrailPolicy(ActingSession)
    filterset_class = ActingFilters
    default_ordering = "-started_at"
    page_title = _("Acting for people")
    header_icon = "user"

    def get_columns(self) -> list[BaseColumn]:
        return [
            MinuteColumn("started_at", label=_("Began"), sort_key="started_at"),
            Column("clerk", label=_("Clerk"), accessor="clerk"),
            Column("person", label=_("Person"), accessor="person"),
            Column("channel", label=_("Told"), accessor="get_channel_display"),
            MinuteColumn("ended_at", label=_("Ended")),
            Column("ended_how", label=_("How it ended"), accessor="get_ended_how_display"),
            Column("acts", label=_("Acts"), accessor="acts"),
        ]

    def presets(self) -> Sequence[tuple[Any, str]]:
        return ((_("All"), ""), (_("On paper"), "channel=paper"), (_("By phone"), "channel=phone"))

    def sites(self) -> frozenset[int] | None:
        return sites_where(self.request.user, [Role.ADMINISTRATOR])

    def get_base_queryset(self) -> QuerySet[ActingSession]:
        sites = self.sites()
        rows = ActingSession.objects.select_related("clerk", "person")
        return rows if sites is None else rows.filter(site_id__in=sites)

    def sheets(self, rows: QuerySet[ActingSession]) -> list[Sheet]:
        names = (_("Began"), _("Clerk"), _("Person"), _("Told"), _("Ended"), _("How it ended"), _("Acts"))
        return [
            Sheet(
                title=str(self.page_title),
                headings=[str(name) for name in names],
                rows=_lines(rows.select_related("clerk", "person")),
                number=rows.order_by().count(),
            )
        ]


def _lines(rows: QuerySet[ActingSession]) -> Iterator[list[Any]]:
    for one in rows.iterator(500):
        yield [
            one.started_at,
            str(one.clerk or ""),
            str(one.person or ""),
            one.get_channel_display(),
            one.ended_at,
            one.get_ended_how_display(),
            one.acts,
        ]
