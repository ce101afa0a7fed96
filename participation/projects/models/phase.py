"""The phases of a project. Words are translated; dates and what is allowed follow the source language's page."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from accounts.eligibility.rules import Condition
from participation.phases import Phase

from ..fields import ActivitiesField, WhoField


class ProjectPhase(TranslatableMixin, Orderable):
    page = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(_("name"), max_length=80)
    text = models.TextField(_("what happens"), blank=True, max_length=600)
    opens_at = models.DateTimeField(_("begins"), null=True, blank=True)
    closes_at = models.DateTimeField(_("ends"), null=True, blank=True)
    allows = ActivitiesField(
        _("what residents can do"), help_text=_("Opens and closes by the clock, without anybody's doing.")
    )

    least_age = models.PositiveSmallIntegerField(
        _("least age, years"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Empty: nobody’s age is asked. From 13 years one consents oneself to the use of one’s data."),
    )
    who = WhoField(
        _("who takes part"),
        help_text=_("Nothing ticked: everybody, and nothing is asked. Only «Resident»: the home municipality decides."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("allows"),
        FieldRowPanel([FieldPanel("least_age"), FieldPanel("who")]),
    ]
    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("text"),
        SynchronizedField("opens_at"),
        SynchronizedField("closes_at"),
        SynchronizedField("allows"),
        SynchronizedField("least_age"),
        SynchronizedField("who"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="phase_begins_before_it_ends",
                violation_error_message=_("A phase begins before it ends."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.opens_at and self.closes_at and self.opens_at >= self.closes_at:
            raise ValidationError({"closes_at": _("A phase begins before it ends.")})

    def as_phase(self) -> Phase:
        return Phase(
            name=self.name,
            text=self.text,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            allows=frozenset(self.allows),
            condition=Condition(least_age=self.least_age, who=frozenset(self.who)),
        )
