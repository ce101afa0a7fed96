"""The page of a project, and the page that lists projects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import PageManager, Site
from wagtail.query import PageQuerySet
from wagtail_localize.fields import SynchronizedField

from core.blocks import BodyStream
from core.pages import BasePage
from municipality.fields import ThemeLink, ThemesField
from participation import registry
from participation.phases import Timeline

from ..blocks import Contacts, Decisions, Documents, FundingSources, Partners, Ways
from ..forms import ProjectPageForm

if TYPE_CHECKING:
    from .phase import ProjectPhase

PAGE = 20


class ProjectTheme(ThemeLink):
    content_object = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="theme_items")

    class Meta:
        verbose_name = _("theme of a project")
        verbose_name_plural = _("themes of projects")


class ProjectsIndexPage(BasePage):
    """Lists the projects below it, the ones where something can be done first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["projects.ProjectPage"]
    max_count_per_parent = 1
    template = "projects/index.html"
    content_panels = [*BasePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("list of projects")
        verbose_name_plural = _("lists of projects")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Five queries, whatever the number of projects."""
        from ..queries import cards_below

        cards = cards_below(self, timezone.now())
        return {
            **super().get_context(request, *args, **kwargs),
            "cards": Paginator(cards, PAGE).get_page(request.GET.get("page")),
        }


class ProjectPageQuerySet(PageQuerySet):
    """With what every project's page shows of other tables, so that it asks for none of it one by one."""

    def only(self, *fields: str) -> Any:
        """These columns alone, and nothing of other tables: Wagtail's lists of translations ask so."""
        return super().only(*fields).select_related(None)


class ProjectPageManager(PageManager.from_queryset(ProjectPageQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("area", "image", "social_image")


class ProjectPage(BasePage):
    search_kind = "project"
    search_labels = (_("Project"), _("Projects"))
    parent_page_types = ["projects.ProjectsIndexPage"]
    subpage_types: list[str] = ["home.ContentPage", "surveys.SurveyPage", "consultations.ConsultationPage"]
    template = "projects/project.html"
    base_form_class = ProjectPageForm

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
    body = StreamField(BodyStream(), blank=True, verbose_name=_("what it is about"))
    contacts = StreamField(Contacts(required=False), blank=True, verbose_name=_("contact persons"))
    documents = StreamField(Documents(required=False), blank=True, verbose_name=_("documents"))
    ways = StreamField(Ways(required=False), blank=True, verbose_name=_("other ways to influence"))
    decisions = StreamField(Decisions(required=False), blank=True, verbose_name=_("decisions and their effects"))
    partners = StreamField(Partners(required=False), blank=True, verbose_name=_("partners"))
    funding = StreamField(FundingSources(required=False), blank=True, verbose_name=_("funding"))
    area = models.ForeignKey(
        "municipality.Area", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    themes = ThemesField(through=ProjectTheme)
    case_number = models.CharField(_("case number"), max_length=40, blank=True)
    unit = models.CharField(_("responsible unit"), max_length=120, blank=True)
    funding_note = models.CharField(_("about the funding"), max_length=200, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt"), FieldPanel("image_credit")], heading=_("Image")),
        FieldPanel("body"),
    ]
    participation_panels = [
        InlinePanel("phases", heading=_("Phases"), label=_("Phase")),
        FieldPanel("ways"),
        FieldPanel("decisions"),
    ]
    facts_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("case_number"), FieldPanel("unit")]),
                FieldPanel("area", widget=forms.Select),
                FieldPanel("themes"),
            ],
            heading=_("In brief"),
        ),
        FieldPanel("contacts"),
        FieldPanel("documents"),
        FieldPanel("partners"),
        MultiFieldPanel([FieldPanel("funding"), FieldPanel("funding_note")], heading=_("Funding")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(participation_panels, heading=_("Participation")),
            ObjectList(facts_panels, heading=_("Facts")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
        ]
    )
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("case_number"),
        SynchronizedField("image_credit"),
        SynchronizedField("theme_items"),
    ]

    objects = ProjectPageManager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def clean(self) -> None:
        """Raises ValidationError for an image without alternative text."""
        super().clean()
        if self.image_id and not self.image_alt.strip():
            raise ValidationError({"image_alt": _("Say what the image tells, for those who do not see it.")})

    @property
    def sharing_image(self) -> Any:
        return self.social_image or self.image

    def search_text(self) -> str:
        """With the phases, which are no block."""
        return "\n".join([super().search_text(), *(f"{phase.name} {phase.text}" for phase in self.phases.all())])

    def search_theme_ids(self) -> list[int]:
        return [item.tag_id for item in self.theme_items.all()]

    def search_project_key(self) -> UUID:
        return self.translation_key

    def search_area_id(self) -> int | None:
        return self.area_id

    def search_period(self) -> tuple[datetime | None, datetime | None]:
        """From the first phase that asks people for something until the last of them is over."""
        from ..queries import ruling_phases

        site = self.get_site()
        phases = ruling_phases(self, site, list(self.phases.all())) if site else ()
        asking = [phase.as_phase() for phase in phases if phase.as_phase().allows]
        if not asking:
            return None, None
        opens = [phase.opens_at for phase in asking]
        closes = [phase.closes_at for phase in asking]
        first = self.first_published_at if None in opens else min(filter(None, opens))
        return first, None if None in closes else max(filter(None, closes))

    def as_project(self, site: Site, own: Sequence[ProjectPhase]) -> registry.Project:
        """This page for the methods of participation. ``own``: its phases; those of a translation give the words, the
        clock is its source's. At most one query."""
        from ..queries import ruling_phases

        timeline = Timeline(tuple(phase.as_phase() for phase in ruling_phases(self, site, own)))
        return registry.Project(
            key=self.translation_key, site_id=site.pk, title=self.title, url=self.url or "", timeline=timeline
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..present import project_context

        return {**super().get_context(request, *args, **kwargs), **project_context(self, request, timezone.now())}
