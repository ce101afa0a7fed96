"""Ordinary pages: sections that list what is below them, and pages of content."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from core.blocks import BodyStream
from core.pages import BasePage, shown_language


def children_of(page: Page, request: HttpRequest) -> list[dict[str, Any]]:
    """The published pages below, in the editor's order, as a list shows them. Queries: three, and one for each type."""
    rows = page.get_children().live().public()
    summaries = {child.pk: getattr(child, "summary", "") for child in rows.specific()}
    return [
        {
            "title": child.title,
            "url": child.get_url(request),
            "text": summaries.get(child.pk, ""),
            "lang": shown_language(child),
        }
        for child in rows.select_related("locale", "alias_of__locale")
    ]


class SectionPage(BasePage):
    body = StreamField(BodyStream(), blank=True, verbose_name=_("content"))

    template = "home/section_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = [
        "home.SectionPage",
        "home.ContentPage",
        "home.ContactIndexPage",
        "news.NewsIndexPage",
        "surveys.SurveyPage",
        "consultations.ConsultationsIndexPage",
        "consultations.ConsultationPage",
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "children": children_of(self, request)}


class ContentPage(BasePage):
    body = StreamField(BodyStream(), blank=True, verbose_name=_("content"))

    template = "home/content_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.SectionPage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
