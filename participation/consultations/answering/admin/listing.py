"""Lists for staff who answer: consultations, and opinions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

from accounts.queries import sites_where
from core.desk.columns import DayColumn
from core.desk.listing import DeskView
from core.desk.tables import Sheet

from ...models import ConsultationPage, Opinion, OpinionHandling
from ..policy import AnswersPolicy, consultations_for, opinions_for, sources_of
from ..rules import ANSWERS
from ..tabling import sheet
from .filters import OpinionFilters, titles_for
from .many import ACTIONS

STATE_WORDS = {"now": _("Open now"), "next": _("Not open yet"), "past": _("Closed")}


class ConsultationDesk(DeskView):
    desk = "consultations"
    namespace = "consultations_admin"
    model = ConsultationPage
    permission_policy = AnswersPolicy(ConsultationPage)
    is_searchable = True
    default_ordering = "-closes_at"
    page_title = _("Consultations")
    header_icon = "group"

    def get_columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Consultation"), get_url=self.get_edit_url, sort_key="title"),
            Column("state", label=_("State"), accessor="state_label"),
            Column("number", label=_("Opinions"), accessor="opinion_count"),
            Column("answered", label=_("Responses published"), accessor="answered_count"),
            DayColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
        ]

    def sites(self) -> frozenset[int] | None:
        return sites_where(self.request.user, ANSWERS)

    def get_base_queryset(self) -> QuerySet[ConsultationPage]:
        rows: Any = consultations_for(self.request.user)
        found: QuerySet[ConsultationPage] = rows.defer_streamfields()
        return found

    def search_queryset(self, queryset: QuerySet[ConsultationPage]) -> QuerySet[ConsultationPage]:
        text = self.search_query.strip()
        return queryset.filter(title__icontains=text) if text else queryset

    def get_edit_url(self, instance: ConsultationPage) -> str:
        return reverse("consultations_admin:answering", args=[instance.translation_key])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        _dress(context["object_list"])
        return context


def _dress(pages: Sequence[ConsultationPage]) -> None:
    """Give each its state and numbers. Two queries."""
    keys, now = [page.translation_key for page in pages], timezone.now()
    sent = Opinion.objects.filter(consultation_key__in=keys, removed_at=None).order_by()
    numbers = dict(sent.values_list("consultation_key").annotate(Count("pk")))
    told = OpinionHandling.objects.filter(consultation_key__in=keys).published().order_by()
    answered = dict(told.values_list("consultation_key").annotate(Count("pk")))
    for page in pages:
        shown: Any = page
        shown.state_label = STATE_WORDS[page.terms.state(now)]
        shown.opinion_count = numbers.get(page.translation_key, 0)
        shown.answered_count = answered.get(page.translation_key, 0)


class OpinionDesk(DeskView):
    desk = "opinions"
    namespace = "opinions_admin"
    item_url_name = "opinions_admin:opinion"
    model = Opinion
    permission_policy = AnswersPolicy(Opinion)
    filterset_class = OpinionFilters
    is_searchable = True
    bulk_actions = ACTIONS
    default_ordering = "-created_at"
    page_title = _("Opinions")
    header_icon = "openquote"

    def get_columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("body", label=_("Opinion"), accessor="excerpt", get_url=self.get_edit_url),
            Column("consultation", label=_("Consultation"), accessor="title"),
            Column("section", label=pgettext_lazy("consultation", "Section"), accessor="section_title"),
            Column("theme", label=_("Theme"), accessor="theme_name"),
            Column("response", label=_("Response"), accessor="response_name"),
            Column("outcome", label=_("Outcome"), accessor="outcome_name"),
            Column("agreed", label=pgettext_lazy("view", "Agree"), sort_key="agreed"),
            DayColumn("created_at", label=pgettext_lazy("opinion", "Sent"), sort_key="created_at"),
        ]

    def presets(self) -> Sequence[tuple[Any, str]]:
        kept = self.request.GET.get("consultation", "")
        own = f"consultation={kept}" if kept else ""
        with_own = f"{own}&" if own else ""
        return [
            (_("All"), own),
            (_("No response yet"), f"{with_own}state=open&ordering=created_at"),
            (_("Ready to be published"), f"{with_own}state=ready"),
            (_("With a place"), f"{with_own}place=yes"),
        ]

    def sites(self) -> frozenset[int] | None:
        return sites_where(self.request.user, ANSWERS)

    def get_base_queryset(self) -> QuerySet[Opinion]:
        return opinions_for(self.request.user).select_related("handling__theme", "handling__response")

    def search_queryset(self, queryset: QuerySet[Opinion]) -> QuerySet[Opinion]:
        """By words of the text, the public name or the organisation; or by number."""
        text = self.search_query.strip()
        if not text:
            return queryset
        wanted = Q(body__icontains=text) | Q(name__icontains=text) | Q(organisation__icontains=text)
        if text.isascii() and text.isdigit() and len(text) < 16:
            wanted |= Q(pk=int(text))
        return queryset.filter(wanted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        keys = {one.consultation_key for one in context["object_list"]}
        known = {page.translation_key: page for page in sources_of(keys)}
        sections = {key: {block.id: block.value["title"] for block in page.sections} for key, page in known.items()}
        for one in context["object_list"]:
            page = known.get(one.consultation_key)
            held = getattr(one, "handling", None)
            one.excerpt = str(one)
            one.title = page.title if page else ""
            one.section_title = sections.get(one.consultation_key, {}).get(one.section, "")
            one.theme_name = str(held.theme or "") if held else ""
            one.response_name = str(held.response or "") if held else ""
            one.outcome_name = held.get_outcome_display() if held else ""
        return context

    def sheets(self, rows: QuerySet[Opinion]) -> list[Sheet]:
        """Without anything personal: what else is needed is taken out of the consultation's own page."""
        return [sheet(rows, titles_for(self.request.user), personal=False)]
