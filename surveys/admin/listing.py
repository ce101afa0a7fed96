"""The list of surveys whose answers a member of staff sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

from accounts.queries import sites_where
from core.desk.columns import DayColumn
from core.desk.listing import DeskView
from core.desk.viewset import DeskViewSet

from ..models import Response, SurveyPage
from ..rules import SEES_RESULTS
from . import comparing, files, mapping, reports, texts, views
from .policy import ResultsPolicy, visible_to


class SurveyDesk(DeskView):
    desk = "surveys"
    namespace = "survey_results"
    model = SurveyPage
    permission_policy = ResultsPolicy(SurveyPage)
    is_searchable = True
    default_ordering = "-first_published_at"
    page_title = _("Answers to surveys")
    header_icon = "form"

    def get_columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Survey"), get_url=self.get_edit_url, sort_key="title"),
            Column("state", label=_("State"), accessor="state_label"),
            Column("number", label=_("Answers"), accessor="response_count"),
            DayColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
            DayColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
        ]

    def sites(self) -> frozenset[int] | None:
        return sites_where(self.request.user, SEES_RESULTS)

    def get_base_queryset(self) -> QuerySet[SurveyPage]:
        return visible_to(self.request.user)

    def search_queryset(self, queryset: QuerySet[SurveyPage]) -> QuerySet[SurveyPage]:
        text = self.search_query.strip()
        return queryset.filter(title__icontains=text) if text else queryset

    def get_edit_url(self, instance: SurveyPage) -> str:
        return reverse("survey_results:results", args=[instance.translation_key])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        dress(context["object_list"])
        return context


def dress(pages: Sequence[SurveyPage]) -> None:
    """Give each its state and its number of answers. One query."""
    found = Response.objects.filter(survey_key__in=[page.translation_key for page in pages])
    numbers = dict(found.order_by().values_list("survey_key").annotate(Count("pk")))
    now = timezone.now()
    for page in pages:
        shown: Any = page
        shown.state_label = views.STATES[page.terms.state(now)]
        shown.response_count = numbers.get(page.translation_key, 0)


class SurveyViewSet(DeskViewSet):
    view = SurveyDesk
    url_prefix = "surveys"
    icon = "form"
    menu_label = _("Surveys")
    menu_order = 160

    def add_urls(self) -> list[URLPattern]:
        return [
            path("<uuid:key>/", views.show, name="results"),
            path("<uuid:key>/places/<str:question>/", mapping.show, name="places"),
            path("<uuid:key>/places/<str:question>/data/", mapping.data, name="places_data"),
            path("<uuid:key>/compare/", comparing.show, name="compare"),
            path("<uuid:key>/texts/<str:question>/", texts.show, name="texts"),
            path("<uuid:key>/files/<str:question>/", files.show, name="files"),
            path("<uuid:key>/files/<str:question>/zip/", files.package, name="files_zip"),
            path("<uuid:key>/files/<str:question>/open/<str:file>/", files.open_file, name="file"),
            path("<uuid:key>/take/<slug:form>/", views.export, name="export"),
            path("<uuid:key>/report/", reports.report, name="report"),
        ]
