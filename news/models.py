"""News and the page that lists them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from core.blocks import BodyStream
from core.pages import BasePage
from municipality.fields import ThemeLink, ThemesField
from participation import registry
from search.related import related

from .forms import NewsPageForm


def today() -> date:
    return timezone.localdate()


class NewsIndexPage(RoutablePageMixin, BasePage):
    search_kind: ClassVar[str | None] = None
    template = "news/news_index_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["news.NewsPage"]

    class Meta:
        verbose_name = _("news page list")
        verbose_name_plural = _("news page lists")

    def search_project_key(self) -> UUID | None:
        return self.project_key

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from . import queries

        context = super().get_context(request, *args, **kwargs)
        return {**context, "listing": queries.listing(self, request.GET)}

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """The newest news as Atom."""
        from . import feeds

        return feeds.news(self, request)


class NewsTheme(ThemeLink):
    content_object = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="theme_links")

    class Meta:
        verbose_name = _("theme of a news page")
        verbose_name_plural = _("themes of news pages")


class NewsPage(BasePage):
    """`project_key` is the translation key of the project that the news is about."""

    date = models.DateField(_("date"), default=today)
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("image")
    )
    image_alt = models.CharField(
        _("alternative text"),
        max_length=200,
        blank=True,
        help_text=_("What the image tells, for those who do not see it."),
    )
    image_credit = models.CharField(_("maker of the image"), max_length=120, blank=True)
    image_caption = models.CharField(_("caption"), max_length=250, blank=True)
    author = models.CharField(_("written by"), max_length=120, blank=True)
    project_key = models.UUIDField(_("project"), null=True, blank=True)
    themes = ThemesField(through=NewsTheme)
    body = StreamField(BodyStream(), blank=True, verbose_name=_("content"))

    search_kind: ClassVar[str | None] = "news"
    search_labels = (_("News item"), _("News"))
    base_form_class = NewsPageForm
    template = "news/news_page.html"
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        TranslatableField("summary"),
        TranslatableField("image_alt"),
        TranslatableField("image_caption"),
        TranslatableField("body"),
        SynchronizedField("date", overridable=False),
        SynchronizedField("image"),
        SynchronizedField("image_credit"),
        SynchronizedField("social_image"),
        SynchronizedField("author"),
        SynchronizedField("project_key"),
        SynchronizedField("theme_links"),
        *BasePage.override_translatable_fields,
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("author")]),
        MultiFieldPanel(
            [FieldPanel("image"), FieldPanel("image_alt"), FieldPanel("image_caption"), FieldPanel("image_credit")],
            heading=_("Image"),
        ),
        FieldPanel("body"),
        FieldPanel("themes"),
        FieldPanel("project_key"),
    ]
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")
        indexes = [
            models.Index(fields=["-date"], name="news_by_date"),
            models.Index(fields=["project_key"], name="news_of_project"),
        ]

    def clean(self) -> None:
        """Raises ValidationError for an image without alternative text."""
        super().clean()
        if self.image_id and not self.image_alt.strip():
            raise ValidationError({"image_alt": _now("Say what the image tells, for those who do not see it.")})

    @property
    def sharing_image(self) -> Any:
        return self.social_image or self.image

    def search_theme_ids(self) -> list[int]:
        return [theme.pk for theme in self.themes.all()]

    def search_date(self) -> datetime:
        """The date that the news carries."""
        return timezone.make_aware(datetime.combine(self.date, time(12)))

    def search_project_key(self) -> UUID | None:
        return self.project_key

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from . import queries

        context = super().get_context(request, *args, **kwargs)
        site = self.get_site()
        project = registry.project(site.pk, self.project_key) if site and self.project_key else None
        alike = related(self, site, exclude=[self.project_key] if self.project_key else [])
        return {
            **context,
            "project": project,
            "related": alike,
            "others": queries.others(self, exclude=[one.object_id for one in alike]),
            "theme_list": list(self.themes.all()),
        }
