"""The front page of a municipality."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Site

from core.pages import BasePage
from core.versions import know
from home.blocks import FrontStream

HALF = frozenset({"proposals", "news"})  # two of these in a row stand side by side


class HomePage(BasePage):
    sections = StreamField(FrontStream(), blank=True, verbose_name=_("sections"))

    search_kind: ClassVar[str | None] = None
    template = "home/home_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("sections")]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = None

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Lead straight to the page of an address; Wagtail's step by step walk is for addresses within a page."""
        site = Site.find_for_request(request)
        if site is not None:
            know(site.root_page, self)
        below = (
            Page.objects.filter(url_path=f"{self.url_path}{'/'.join(path_components)}/") if path_components else None
        )
        page = below.first() if below is not None else None
        if page is None:
            return super().route(request, path_components)
        return page.specific.route(request, [])

    @property
    def rows(self) -> list[list[Any]]:
        """Sections below the opening: one a row, or two that are narrow."""
        rows: list[list[Any]] = []
        for block in self.sections:
            if block.block_type == "hero":
                continue
            narrow = block.block_type in HALF
            if narrow and rows and len(rows[-1]) == 1 and rows[-1][0].block_type in HALF:
                rows[-1].append(block)
            else:
                rows.append([block])
        return rows

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.front import Front  # reads news and proposals, whose models may not be loaded when ours are

        context = super().get_context(request, *args, **kwargs)
        blocks = {block.block_type: block for block in self.sections}
        soon = blocks.get("closing_soon")
        site = Site.find_for_request(request) or self.get_site()
        front = Front(site, timezone.now(), timedelta(days=soon.value["days"]) if soon else None)
        hero = blocks.get("hero")
        headline = hero.value.headline(front.number_open, self.content_language) if hero else self.title
        return {**context, "front": front, "hero": hero, "headline": headline, "language": get_language()}
