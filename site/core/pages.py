"""What every public page is: an abstract base, because wagtail-localize needs Wagtail's own page table below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Length, Substr
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import SynchronizedField

from .locales import code_of
from .versions import prime_links


@dataclass(frozen=True, kw_only=True)
class LanguageVersion:
    """A page in one language: ``url`` is ``None`` where there is no such page; ``available`` is false where the page
    is only a copy in another language. ``name`` is the language's name in that language."""

    code: str
    name: str
    url: str | None
    available: bool


@dataclass(frozen=True, kw_only=True)
class Crumb:
    """One step of the way back. ``language`` is that of the title."""

    title: str
    url: str
    language: str


class BasePage(Page):
    """Fields, language fallback and way back, common to all public pages.

    A page that is not translated stands in the other languages as an alias of its source: it is shown with a note,
    its text marked with the source's language, and search engines are led to the source.
    """

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences. Shown under the title, in lists, in search and when the page is shared."),
    )
    social_image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image for sharing"),
        help_text=_("Shown when the page is shared in social media. The municipality's own image is used without one."),
    )

    #: A translation goes public and expires with its source.
    override_translatable_fields = [
        SynchronizedField("go_live_at", overridable=False),
        SynchronizedField("expire_at", overridable=False),
    ]

    #: What the search calls this page; ``None`` keeps a page type out of it.
    search_kind: ClassVar[str | None] = "page"
    #: What one such thing and many are called among hits.
    search_labels: ClassVar[tuple[Any, Any]] = (_("Page"), _("Pages"))

    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("social_image")],
            heading=_("For search engines and sharing"),
        )
    ]

    class Meta:
        abstract = True

    def search_text(self) -> str:
        """The page's words without markup: summary and every block."""
        parts = [self.summary]
        for field in self._meta.get_fields():
            if isinstance(field, StreamField):
                parts += field.get_searchable_content(getattr(self, field.name))
        return "\n".join(part for part in parts if part)

    def search_theme_ids(self) -> list[int]:
        return []

    def search_date(self) -> datetime | None:
        """When what the page tells was published: what hits are dated and sorted by."""
        return self.first_published_at or self.last_published_at

    def search_period(self) -> tuple[datetime | None, datetime | None]:
        """From when until when one can take part in what the page tells of; two ``None`` where one cannot."""
        return None, None

    def search_project_key(self) -> UUID | None:
        return None

    def search_area_id(self) -> int | None:
        return None

    @property
    def content_language(self) -> str:
        """The language that the text is in: the source's on a page that only stands in for a translation."""
        return written_in(self)

    @property
    def is_fallback(self) -> bool:
        """Whether the page shows another language's text for lack of a translation."""
        return self.content_language != code_of(self.locale_id)

    @property
    def updated(self) -> datetime | None:
        """When what is shown was last published."""
        return self.alias_of.last_published_at if self.alias_of_id else self.last_published_at

    @property
    def sharing_image(self) -> Any:
        """The image for Open Graph; page types with an image of their own fall back to it."""
        return self.social_image

    def versions(self, request: HttpRequest | None = None) -> list[LanguageVersion]:
        """The page in every language of the installation, in their order. No query beside `around`'s."""
        own = [page for page in self.around if page.live and page.translation_key == self.translation_key]
        found = {code_of(page.locale_id): page for page in own}
        return [_version(code, str(name), found.get(code), request) for code, name in _language_names()]

    @cached_property
    def around(self) -> list[Page]:
        """The pages above, from the root down, and this page in every language; ``is_closed``: a view restriction hangs
        on the page itself. One query for all that a page asks of its place in the tree."""
        lengths = range(self.steplen, len(self.path), self.steplen)
        wanted = Q(path__in=[self.path[:length] for length in lengths]) | Q(translation_key=self.translation_key)
        closed = Exists(PageViewRestriction.objects.filter(page=Coalesce(OuterRef("alias_of"), OuterRef("pk"))))
        return list(Page.objects.filter(wanted).annotate(is_closed=closed).select_related("alias_of").order_by("path"))

    @property
    def above(self) -> list[Page]:
        """The pages above, from the root down."""
        return [page for page in self.around if page.depth < self.depth and self.path.startswith(page.path)]

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Wagtail's, without a query for every alias among the pages above, and without any where nothing is closed."""
        here = [*self.above, *(page for page in self.around if page.pk == self.pk)]
        ids = [page.alias_of_id or page.pk for page in here if page.is_closed]
        return PageViewRestriction.objects.filter(page_id__in=ids) if ids else PageViewRestriction.objects.none()

    def crumbs(self, request: HttpRequest | None = None) -> list[Crumb]:
        """The pages above this one, from the front page down."""
        above = [page for page in self.above if page.depth > 1 and page.live]
        return [
            Crumb(
                title=gettext("Front page") if page.depth == 2 else page.title,
                url=page.get_url(request) or "",
                language=get_language() or "" if page.depth == 2 else written_in(page),
            )
            for page in above
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        prime_links(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "translations": self.versions(request),
            "breadcrumbs": self.crumbs(request),
            "content_language": self.content_language,
            "is_fallback": self.is_fallback,
        }


def _version(code: str, name: str, page: Page | None, request: HttpRequest | None) -> LanguageVersion:
    url = page.get_url(request) if page else None
    return LanguageVersion(code=code, name=name, url=url, available=page is not None and not is_stand_in(page))


def _language_names() -> list[tuple[str, str]]:
    """Each language's own name: «suomi», «svenska»."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def shown_language(page: Page) -> str | None:
    """The language of a listed page's title when it is not the reader's, for a ``lang`` attribute; else ``None``.
    Lists fetch with ``select_related("locale", "alias_of__locale")`` so that this costs nothing."""
    language = written_in(page)
    return None if language == get_language() else language


def is_first_publishing(page: Page) -> bool:
    """Whether the publishing that Wagtail has just told of was the page's first."""
    return page.first_published_at is not None and page.first_published_at == page.last_published_at


def is_stand_in(page: Page) -> bool:
    """Whether a page shows its source's text: an alias, or a page whose translation has been begun but not published."""
    if page.alias_of_id:
        return True
    begun = page.live and page.live_revision_id is None and page.latest_revision_id is not None
    return begun and code_of(page.locale_id) != settings.LANGUAGE_CODE


def written_in(page: Page) -> str:
    """The code of the language that the page's public text is in."""
    if page.alias_of_id:
        return code_of(page.alias_of.locale_id)
    return settings.LANGUAGE_CODE if is_stand_in(page) else code_of(page.locale_id)


def open_to_all(pages: Any) -> Any:
    """The pages of a query set that no view restriction covers, as Wagtail's ``public()`` but within the one query."""
    covering = PageViewRestriction.objects.filter(page__path=Substr(OuterRef("path"), 1, Length("page__path")))
    return pages.exclude(Exists(covering))
