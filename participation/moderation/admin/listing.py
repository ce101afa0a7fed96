"""The queue: what waits for a moderator, and what has been judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn

from accounts.queries import sites_where
from accounts.roles import MODERATES
from core.desk.listing import DeskView
from core.desk.tables import Sheet

from .. import queries, things
from ..models import Case
from ..models.cases import EXCERPT
from .filters import CaseFilters
from .many import BULK
from .policy import CasePolicy

REASONS_SHOWN = 3
BATCH = 500  # rows of a table read at a time


class CaseDesk(DeskView):
    desk = "moderation"
    namespace = "moderation_admin"
    item_url_name = "moderation_admin:case"
    model = Case
    permission_policy = CasePolicy(Case)
    filterset_class = CaseFilters
    bulk_actions = BULK
    is_searchable = True
    default_ordering = ("opened_at", "pk")
    page_title = _("Moderation")
    header_icon = "warning"

    def get_columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("words", label=_("Text"), accessor="words", get_url=self.get_edit_url),
            Column("heading", label=_("About"), accessor="heading"),
            Column("kind", label=_("Kind"), accessor="kind_label"),
            Column("why", label=_("Why it is here"), accessor="why"),
            Column("author", label=_("Writer"), accessor="author_name"),
            Column("now", label=pgettext_lazy("standing", "Now"), accessor="standing_label"),
            Column("holder", label=_("Who is on it"), accessor="holder"),
            DateColumn("opened_at", label=_("Since"), sort_key="opened_at"),
        ]

    def presets(self) -> Sequence[tuple[Any, str]]:
        return (
            (_("All"), ""),
            (_("Waiting"), "state=waiting"),
            (_("Mine"), "state=waiting&holder=me"),
            (_("Appeals"), "state=waiting&source=appeal"),
            (_("Held beforehand"), "state=waiting&source=hold"),
            (_("Hidden for now"), "standing=hidden"),
            (_("Judged, newest first"), "state=judged&ordering=-opened_at"),
        )

    def sites(self) -> frozenset[int] | None:
        return sites_where(self.request.user, MODERATES)

    def get_base_queryset(self) -> QuerySet[Case]:
        return queries.visible_to(self.request.user).select_related("taken_by")

    def search_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        text = self.search_query.strip()
        if not text:
            return queryset
        wanted = Q(heading__icontains=text) | Q(text__icontains=text) | Q(author_name__icontains=text)
        if text.isascii() and text.isdigit() and len(text) < 16:
            wanted |= Q(pk=int(text)) | Q(thing_id=int(text))
        return queryset.filter(wanted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        dress(context["object_list"])
        return context

    def sheets(self, rows: QuerySet[Case]) -> list[Sheet]:
        headings = [
            _("Number"), _("Kind"), _("About"), _("Text"), _("Language"), _("Why it is here"), pgettext("standing", "Now"), _("Opened"),
            _("Closed"),
        ]  # fmt: skip
        return [Sheet(title=str(self.page_title), headings=[str(one) for one in headings], rows=_rows(rows))]


def dress(cases: Sequence[Case]) -> None:
    """Give each what the list says in words. One query."""
    reasons = queries.reasons_of(case.pk for case in cases)
    labels = {name: str(kind.label) for name, kind in things.kinds().items()}
    now = timezone.now()
    for case in cases:
        shown: Any = case
        shown.words = case.text[:EXCERPT] or case.heading or _("(erased)")
        shown.kind_label = labels.get(case.kind, case.kind)
        shown.why = _why(case, reasons.get(case.pk, []))
        held = case.taken_by is not None and case.taken_until is not None and case.taken_until > now
        shown.holder = f"{case.taken_by} ({_clock(case.taken_until)})" if held else ""


def _why(case: Case, reasons: list[tuple[str, int]]) -> str:
    parts = [str(_("Appeal"))] if case.is_appeal else []
    parts += queries.reason_labels(reasons[:REASONS_SHOWN])
    if case.report_count > 1:
        parts.append(ngettext("%(n)s report", "%(n)s reports", case.report_count) % {"n": case.report_count})
    return ", ".join(parts) or str(_("Taken up by a moderator"))


def _clock(at: Any) -> str:
    return date_format(localtime(at), "TIME_FORMAT")


def _rows(rows: QuerySet[Case]) -> Iterator[Sequence[Any]]:
    """The ids are read first: no cursor stays open while others write."""
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        found = Case.objects.select_related("taken_by").in_bulk(ids[start : start + BATCH])
        yield from _table([found[pk] for pk in ids[start : start + BATCH] if pk in found])


def _table(batch: list[Case]) -> Iterator[Sequence[Any]]:
    dress(batch)
    for case in batch:
        shown: Any = case
        yield [
            case.pk,
            shown.kind_label,
            case.heading,
            case.text,
            case.language,
            shown.why,
            case.standing_label,
            case.opened_at,
            case.closed_at,
        ]
