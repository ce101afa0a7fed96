"""The list of the audit trail. It is never counted whole: a million rows open as quickly as a hundred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.models import Site

from core.audit import queries, words
from core.desk.listing import DeskView
from core.desk.tables import Sheet
from core.models import AuditRow

from .filters import TrailFilters, about, done_by
from .policy import TrailPolicy, administered, chosen

MOST = 5_000  # rows that can be paged through; older ones are found by narrowing
BATCH = 500  # rows put into words at a time


class CappedPaginator(WagtailPaginator):
    """Counts no further than `MOST`."""

    @cached_property
    def count(self) -> int:
        return self.object_list[: MOST + 1].count()

    @property
    def capped(self) -> bool:
        return self.count > MOST


class MomentColumn(Column):
    """To the second: «3 hours ago» proves nothing."""

    def get_value(self, instance: Any) -> Any:
        moment = localtime(instance.at)
        day = date_format(moment, "SHORT_DATE_FORMAT")
        return format_html('<time datetime="{}">{} {}</time>', moment.isoformat(), day, f"{moment:%H.%M.%S}")


class ThingColumn(BaseColumn):
    """A link when it still exists, else its kind and code."""

    cell_template_name = "accounts/admin/trail_thing.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "entry": instance.entry}


class TrailDesk(DeskView):
    desk = "audit"
    namespace = "accounts_trail"
    model = AuditRow
    permission_policy = TrailPolicy(AuditRow)
    filterset_class = TrailFilters
    is_searchable = True
    paginator_class = CappedPaginator
    results_template_name = "accounts/admin/trail_results.html"
    page_title = _("Audit trail")
    header_icon = "history"

    def get_columns(self) -> list[BaseColumn]:
        return [
            MomentColumn("at", label=_("When")),
            Column("who", label=_("Who"), accessor="entry.who"),
            Column("what", label=_("What was done"), accessor="entry.what"),
            ThingColumn("thing", label=_("Thing")),
            Column("whose", label=_("Whose"), accessor="entry.whose"),
            Column("told", label=_("Details"), accessor="entry.told"),
        ]

    def presets(self) -> Sequence[tuple[Any, str]]:
        return (
            (_("All"), ""),
            (_("Personal data read"), "&".join(f"verb={verb}" for verb in words.readings())),
            (_("Roles"), "verb=role.grant&verb=role.limit&verb=role.revoke"),
        )

    @cached_property
    def site(self) -> Site | None:
        return chosen(self.request, administered(self.request.user))

    def sites(self) -> frozenset[int] | None:
        return frozenset({self.site.pk} if self.site else ())

    def get_base_queryset(self) -> QuerySet[AuditRow]:
        """Rows of one municipality: never another's, whatever is asked for."""
        return AuditRow.objects.filter(site_id=self.site.pk) if self.site else AuditRow.objects.none()

    def order_queryset(self, queryset: QuerySet[AuditRow]) -> QuerySet[AuditRow]:
        return queryset.order_by("-at", "-id")

    def search_queryset(self, queryset: QuerySet[AuditRow]) -> QuerySet[AuditRow]:
        """By people, whether they did it or it was theirs, and by things."""
        text = self.search_query.strip()
        if not text:
            return queryset
        people = words.people().matching(text)
        site_id = self.site.pk if self.site else None
        return queryset.filter(done_by(people) | Q(subject_id__in=people) | about(text, site_id))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["object_list"]
        for row, entry in zip(rows, queries.told(rows), strict=True):
            row.entry = entry
        page = context.get("page_obj")
        return {**context, "capped": bool(page and page.paginator.capped), "most": MOST}

    def sheets(self, rows: QuerySet[AuditRow]) -> list[Sheet]:
        names = (
            _("When"),
            _("Who"),
            _("What was done"),
            _("Kind of thing"),
            _("Thing"),
            _("Code"),
            _("Whose"),
            _("Details"),
        )
        number = rows.order_by().count()
        return [Sheet(title=str(self.page_title), headings=[*map(str, names)], rows=_lines(rows), number=number)]


def _lines(rows: QuerySet[AuditRow]) -> Iterator[list[Any]]:
    """A batch of rows at a time, so that memory does not grow with their number."""
    for batch in _batches(rows):
        for one in queries.told(batch):
            title = one.thing.title if one.thing else ""
            yield [one.at, one.who, one.what, one.kind, title, one.key, one.whose, one.told]


def _batches(rows: QuerySet[AuditRow]) -> Iterator[list[AuditRow]]:
    """Each is read by itself, from where the last one ended: no cursor stays open while others write."""
    rest = rows
    while batch := list(rest[:BATCH]):
        yield batch
        last = batch[-1]
        rest = rows.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
