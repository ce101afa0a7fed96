"""The page of a survey."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from accounts.strong.rules import Limits
from core.blocks import BodyStream
from core.pages import BasePage
from core.publishing.guard import GuardedPage

from ..blocks import ScoringStream, SurveyStream
from ..engine.piping import unpiped
from ..forms import SurveyPageForm
from ..panels import LogicPanel
from ..rules import LEAST_CELL, Audience, Showing, Terms


class SurveyPage(RoutablePageMixin, GuardedPage):
    """Questions are written in the source language; translations carry the words, the logic is shared. What the clock
    and the terms say follows the source."""

    search_kind = "survey"
    search_labels = (_("Survey"), _("Surveys"))
    parent_page_types = ["home.HomePage", "home.SectionPage", "projects.ProjectPage"]
    subpage_types: list[str] = []
    template = "surveys/survey_page.html"
    exclude_fields_in_copy = ["previous_round"]  # a copy is a survey of its own, unless it is made as a round
    base_form_class = SurveyPageForm

    questions = StreamField(SurveyStream(), blank=True, verbose_name=_("questions"))
    dimensions = StreamField(
        ScoringStream(),
        blank=True,
        verbose_name=_("dimensions and levels"),
        help_text=_("For a survey that gives points: whoever has answered sees a profile, with advice by level."),
    )
    body = StreamField(BodyStream(), blank=True, verbose_name=_("about the survey"))
    effect = models.TextField(
        _("what the answers influence"),
        max_length=600,
        blank=True,
        help_text=_("Who decides what, and when, and where one can see the results."),
    )
    thanks = models.TextField(_("thanks and what comes next"), max_length=600, blank=True)
    project_key = models.UUIDField(_("project"), null=True, blank=True)
    previous_round = models.UUIDField(_("the round before this one"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes that answering takes"), null=True, blank=True)
    may_edit = models.BooleanField(
        _("answers can be changed until the survey closes"),
        default=False,
        help_text=_("Whoever has sent answers gets a link for it."),
    )
    audience = models.CharField(
        _("who may answer"),
        max_length=7,
        choices=Audience.choices,
        default=Audience.ANYONE,
        help_text=_("One-time codes are made on the page «Answering» of the survey."),
    )
    residents_only = models.BooleanField(
        _("residents of the municipality only"),
        default=False,
        help_text=_("For surveys that ask for strong identification, which tells the home municipality."),
    )
    least_age = models.PositiveSmallIntegerField(
        _("least age, years"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("For surveys that ask for strong identification. Empty: any age."),
    )
    once = models.BooleanField(
        _("once from each browser"),
        default=True,
        help_text=_("For surveys that anyone may answer. A browser remembers it; nothing tells who answered."),
    )
    results_shown = models.CharField(
        _("results are public"), max_length=6, choices=Showing.choices, default=Showing.CLOSED
    )
    open_data = models.BooleanField(
        _("results are open data"),
        default=False,
        help_text=_(
            "After closing, where results are public: their figures as a table for programs, under the licence "
            "CC BY 4.0. No answers of single people."
        ),
    )
    return_to = models.TextField(
        _("where paper forms are returned"),
        max_length=300,
        blank=True,
        help_text=_("Otherwise the form names the municipality's address and service point."),
    )
    least_cell = models.PositiveSmallIntegerField(
        _("the fewest people that a public figure may be about"),
        default=LEAST_CELL,
        validators=[MinValueValidator(3)],
        help_text=_("Smaller figures are kept back, and others with them, so that nobody can be picked out."),
    )

    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        TranslatableField("summary"),
        TranslatableField("questions"),
        TranslatableField("dimensions"),
        TranslatableField("body"),
        TranslatableField("effect"),
        TranslatableField("thanks"),
        TranslatableField("return_to"),
        SynchronizedField("social_image"),
        SynchronizedField("project_key", overridable=False),
        SynchronizedField("previous_round", overridable=False),
        SynchronizedField("opens_at", overridable=False),
        SynchronizedField("closes_at", overridable=False),
        SynchronizedField("minutes", overridable=False),
        SynchronizedField("may_edit", overridable=False),
        SynchronizedField("audience", overridable=False),
        SynchronizedField("residents_only", overridable=False),
        SynchronizedField("least_age", overridable=False),
        SynchronizedField("once", overridable=False),
        SynchronizedField("results_shown", overridable=False),
        SynchronizedField("least_cell", overridable=False),
        SynchronizedField("open_data", overridable=False),
        *BasePage.override_translatable_fields,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [*BasePage.content_panels, FieldPanel("summary"), LogicPanel(), FieldPanel("questions")],
                heading=_("Questions"),
            ),
            ObjectList([FieldPanel("dimensions")], heading=pgettext_lazy("of a score", "Points")),
            ObjectList(
                [FieldPanel("effect"), FieldPanel("body"), FieldPanel("thanks")], heading=_("Around the questions")
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at"), FieldPanel("minutes")]),
                    MultiFieldPanel(
                        [
                            FieldPanel("audience"),
                            FieldRowPanel([FieldPanel("residents_only"), FieldPanel("least_age")]),
                            FieldPanel("once"),
                            FieldPanel("may_edit"),
                            FieldPanel("return_to"),
                        ],
                        heading=_("Answering"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("results_shown"), FieldPanel("least_cell"), FieldPanel("open_data")],
                        heading=_("Results"),
                    ),
                    FieldPanel("project_key"),
                    FieldPanel("previous_round"),
                    FieldPanel("begin_version"),
                ],
                heading=_("Terms"),
            ),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
        ]
    )

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        indexes = [
            models.Index(fields=["project_key"], name="survey_of_project"),
            models.Index(fields=["closes_at"], name="survey_by_closing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="survey_opens_before_it_closes",
                violation_error_message=_("A survey opens before it closes."),
            )
        ]

    def clean(self) -> None:
        """Raises ValidationError when it would close before it opens."""
        super().clean()
        if self.opens_at and self.closes_at and self.opens_at >= self.closes_at:
            raise ValidationError({"closes_at": _("A survey opens before it closes.")})

    @property
    def terms(self) -> Terms:
        return Terms(
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            may_edit=self.may_edit,
            once=self.once,
            audience=self.audience,
            limits=Limits(residents=self.residents_only, least_age=self.least_age),
            showing=self.results_shown,
            open_data=self.open_data,
        )

    def search_date(self) -> datetime | None:
        return self.opens_at or super().search_date()

    def why_not_publish(self) -> list[str]:
        """What blocks answering, and where the municipality waits for every language, what they lack."""
        from ..making import what_holds_back

        return what_holds_back(self)

    def why_not_stand_in(self) -> list[str]:
        waits = self.waits_for_languages()
        return [gettext("A survey that is published in every language keeps its translations.")] if waits else []

    def waits_for_languages(self) -> bool:
        from ..making import site_of
        from ..readiness import blocks

        return blocks(site_of(self))

    def search_text(self) -> str:
        """Without the codes of what a text repeats of answers."""
        return unpiped(super().search_text())

    def search_period(self) -> tuple[datetime | None, datetime | None]:
        return self.opens_at or self.first_published_at, self.closes_at

    def search_project_key(self) -> UUID | None:
        return self.project_key

    def embedded(self, request: HttpRequest) -> dict[str, Any]:
        """What ``surveys/begin.html`` needs on another page."""
        from ..views.beginning import page_context

        return page_context(self, request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..views.beginning import preview_context

        own = preview_context(self, request) if getattr(request, "is_preview", False) else self.embedded(request)
        return {**super().get_context(request, *args, **kwargs), **own}

    @path(_("compare/"), name="compare")
    def compare(self, request: HttpRequest) -> HttpResponse:
        """Raises Http404 while results are not public, or there is nothing to compare."""
        from ..views.comparing import compared

        return compared(self, request, super().get_context(request))

    @path(_("results/"), name="results")
    def results(self, request: HttpRequest) -> HttpResponse:
        """Raises Http404 while they are not public."""
        from ..views.results import shown

        return shown(self, request, super().get_context(request))

    @path(_("results/open-data/"), name="open_data")
    def open_results(self, request: HttpRequest) -> HttpResponse:
        """Raises Http404 while they are no open data."""
        from ..views.opening import shown

        return shown(self, request, super().get_context(request))

    @path(_("results/open-data/<slug:form>/"), name="open_file")
    def open_file(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """Raises Http404 as `open_results`, and for a form that there is not."""
        from ..views.opening import file

        return file(self, request, form)

    @path(_("print/"), name="print")
    def printed(self, request: HttpRequest) -> HttpResponse:
        """Raises Http404 while nobody may answer on paper."""
        from ..views.printing import shown

        return shown(self, request)
