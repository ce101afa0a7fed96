"""The page of a consultation, and the page that lists consultations."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from core.pages import BasePage
from core.publishing.guard import GuardedPage
from municipality.fields import ThemeLink, ThemesField
from participation.projects.blocks import Contacts, Decisions, Documents

from ..blocks import Sections
from ..forms import ConsultationPageForm
from ..geojson import sound
from ..layer_input import LAYER_HELP, LayerInput
from ..panels import StepsPanel
from ..rules import PAGE, Audience, Kind, Stage, Terms


class ConsultationTheme(ThemeLink):
    content_object = ParentalKey("consultations.ConsultationPage", on_delete=models.CASCADE, related_name="theme_items")

    class Meta:
        verbose_name = _("theme of a consultation")
        verbose_name_plural = _("themes of consultations")


class ConsultationsIndexPage(BasePage):
    """Lists the consultations of the municipality, those that are open first."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["consultations.ConsultationPage"]
    max_count_per_parent = 1
    template = "consultations/index.html"
    content_panels = [*BasePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("list of consultations")
        verbose_name_plural = _("lists of consultations")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..queries import rows_of

        rows = rows_of(self.get_site(), self.locale, timezone.now())
        return {
            **super().get_context(request, *args, **kwargs),
            "rows": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        }


class ConsultationPage(RoutablePageMixin, GuardedPage):
    """The clock, the kind and who may send follow the source language's page."""

    search_kind = "consultation"
    search_labels = (_("Consultation"), _("Consultations"))
    parent_page_types = [
        "consultations.ConsultationsIndexPage",
        "home.HomePage",
        "home.SectionPage",
        "projects.ProjectPage",
    ]
    subpage_types: list[str] = []
    template = "consultations/consultation.html"
    base_form_class = ConsultationPageForm
    exclude_fields_in_copy = ["one_language_reason", "previous_round"]

    kind = models.CharField(_("kind of consultation"), max_length=10, choices=Kind.choices, default=Kind.OPEN)
    stage = models.CharField(
        _("stage of the planning"),
        max_length=8,
        choices=Stage.choices,
        blank=True,
        help_text=_("At the proposal residents send objections, before that opinions."),
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    audience = models.CharField(
        _("who may send opinions"), max_length=7, choices=Audience.choices, default=Audience.OPEN
    )
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
    sections = StreamField(Sections(), blank=True, verbose_name=_("sections"))
    contacts = StreamField(Contacts(required=False), blank=True, verbose_name=_("contact persons"))
    documents = StreamField(Documents(required=False), blank=True, verbose_name=_("documents"))
    decisions = StreamField(Decisions(required=False), blank=True, verbose_name=_("decisions and their effects"))
    project_key = models.UUIDField(_("project"), null=True, blank=True)
    themes = ThemesField(through=ConsultationTheme)
    area = models.ForeignKey(
        "municipality.Area", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    place = models.TextField(
        _("place on the map"),
        blank=True,
        help_text=LAYER_HELP,
    )
    case_number = models.CharField(_("case number"), max_length=40, blank=True)
    unit = models.CharField(_("responsible unit"), max_length=120, blank=True)
    legal_basis = models.CharField(
        _("legal basis"), max_length=200, blank=True, help_text=_("Such as «Land Use Act (132/1999), section 65».")
    )
    effect = models.TextField(_("how your answer is used"), max_length=800, blank=True)
    privacy_controller = models.CharField(_("controller and contact"), max_length=200, blank=True)
    privacy_purpose = models.TextField(_("what data is used for"), max_length=600, blank=True)
    privacy_basis = models.CharField(_("basis of the processing"), max_length=200, blank=True)
    privacy_recipients = models.CharField(_("who gets the data"), max_length=200, blank=True)
    privacy_kept = models.CharField(_("how long it is kept"), max_length=200, blank=True)
    previous_round = models.UUIDField(_("the round before this one"), null=True, blank=True)
    one_language_reason = models.CharField(
        _("reason for publishing in one language"),
        max_length=300,
        blank=True,
        help_text=_("Asked only when a language is missing. It is kept in the audit trail."),
    )

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "kind",
                "stage",
                "opens_at",
                "closes_at",
                "audience",
                "project_key",
                "place",
                "previous_round",
                "one_language_reason",
            )
        ),
        SynchronizedField("case_number"),
        SynchronizedField("image_credit"),
        SynchronizedField("theme_items"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *BasePage.content_panels,
                    StepsPanel(),
                    FieldPanel("summary"),
                    MultiFieldPanel(
                        [FieldPanel("image"), FieldPanel("image_alt"), FieldPanel("image_credit")], heading=_("Image")
                    ),
                    FieldPanel("sections"),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("stage")]),
                    FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                    FieldPanel("audience"),
                    FieldPanel("legal_basis"),
                    FieldPanel("previous_round"),
                    FieldPanel("one_language_reason"),
                ],
                heading=_("Terms"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("case_number"), FieldPanel("unit")]),
                    FieldPanel("contacts"),
                    FieldPanel("documents"),
                    FieldPanel("decisions"),
                    FieldPanel("project_key"),
                    FieldPanel("themes"),
                    FieldPanel("area", widget=forms.Select),
                    FieldPanel("place", widget=LayerInput),
                ],
                heading=_("Facts"),
            ),
            ObjectList(
                [
                    FieldPanel("effect"),
                    MultiFieldPanel(
                        [
                            FieldPanel("privacy_controller"),
                            FieldPanel("privacy_purpose"),
                            FieldPanel("privacy_basis"),
                            FieldPanel("privacy_recipients"),
                            FieldPanel("privacy_kept"),
                        ],
                        heading=_("Privacy notice"),
                    ),
                ],
                heading=_("Use and privacy"),
            ),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
        ]
    )

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        indexes = [
            models.Index(fields=["project_key"], name="consultation_of_project"),
            models.Index(fields=["closes_at"], name="consultation_by_closing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="consultation_opens_before_it_closes",
                violation_error_message=_("A consultation opens before it closes."),
            )
        ]

    def clean(self) -> None:
        """Raises ValidationError for times the wrong way round, an image without words and a place that is none."""
        super().clean()
        if self.opens_at and self.closes_at and self.opens_at >= self.closes_at:
            raise ValidationError({"closes_at": _("A consultation opens before it closes.")})
        if self.image_id and not self.image_alt.strip():
            raise ValidationError({"image_alt": _("Say what the image tells, for those who do not see it.")})
        try:
            self.place = sound(self.place)
        except ValidationError as error:
            raise ValidationError({"place": error.messages}) from error

    def why_not_publish(self) -> list[str]:
        """Steps that are needed, languages, times that have been announced."""
        from ..readiness import why_not_publish

        return [said for _field, said in why_not_publish(self, now=timezone.now())]

    def why_not_stand_in(self) -> list[str]:
        from ..readiness import why_not_stand_in

        return why_not_stand_in(self)

    def waits_for_languages(self) -> bool:
        return True

    @property
    def terms(self) -> Terms:
        return Terms(
            kind=self.kind,
            stage=self.stage,
            audience=self.audience,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
        )

    @property
    def sharing_image(self) -> Any:
        return self.social_image or self.image

    def search_date(self) -> datetime | None:
        return self.opens_at or super().search_date()

    def search_period(self) -> tuple[datetime | None, datetime | None]:
        if self.kind == Kind.STATEMENTS:
            return None, None
        return self.opens_at or self.first_published_at, self.closes_at

    def search_project_key(self) -> UUID | None:
        return self.project_key

    def search_theme_ids(self) -> list[int]:
        return [item.tag_id for item in self.theme_items.all()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..present import consultation_context

        return {**super().get_context(request, *args, **kwargs), **consultation_context(self, request, timezone.now())}

    @path(_("draft/<str:section>/"), name="draft")
    def draft(self, request: HttpRequest, section: str) -> HttpResponse:
        """A draft text, to comment paragraph by paragraph. Raises Http404 as its view."""
        from ..drafts.views import draft

        return draft(self, request, super().get_context(request), section)

    @path(_("draft/<str:section>/changes/"), name="draft_changes")
    def draft_changes(self, request: HttpRequest, section: str) -> HttpResponse:
        """What has changed in it between versions. Raises Http404 as its view."""
        from ..drafts.views import changed

        return changed(self, request, super().get_context(request), section)

    @path(_("opinions/"), name="opinions")
    def opinions(self, request: HttpRequest) -> HttpResponse:
        """Everything that was sent, page by page; narrowed to a section by ``section``."""
        from ..views.reading import opinions

        return opinions(self, request, super().get_context(request))

    @path(_("responses/"), name="responses")
    def responses(self, request: HttpRequest) -> HttpResponse:
        """The table of responses, once they are published; ``response``: one of them, with all that it answers."""
        from ..views.answers import responses

        return responses(self, request, super().get_context(request))
