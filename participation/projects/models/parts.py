"""The parts of a project page that an editor adds row by row. Words are translated; dates, sums and addresses follow
the source language's page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from participation.phases import Phase

from ..fields import ActivitiesField


class Part(TranslatableMixin, Orderable):
    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True


class ProjectPhase(Part):
    page = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(_("name"), max_length=80)
    text = models.TextField(_("what happens"), blank=True, max_length=600)
    opens_at = models.DateTimeField(_("begins"), null=True, blank=True)
    closes_at = models.DateTimeField(_("ends"), null=True, blank=True)
    allows = ActivitiesField(
        _("what residents can do"), help_text=_("Opens and closes by the clock, without anybody's doing.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("allows"),
    ]
    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("text"),
        SynchronizedField("opens_at"),
        SynchronizedField("closes_at"),
        SynchronizedField("allows"),
    ]

    class Meta(Part.Meta):
        abstract = False
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
        )


class Partner(Part):
    page = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("name"), max_length=120)
    responsibility = models.CharField(_("responsibility"), max_length=200, blank=True)
    url = models.URLField(_("address"), blank=True)

    panels = [FieldPanel("name"), FieldPanel("responsibility"), FieldPanel("url")]
    translatable_fields = [TranslatableField("name"), TranslatableField("responsibility"), SynchronizedField("url")]

    class Meta(Part.Meta):
        abstract = False
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name


class Funding(Part):
    """One source of money. `amount`: euros."""

    page = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="funding")
    source = models.CharField(_("source"), max_length=120)
    amount = models.DecimalField(_("euros"), max_digits=12, decimal_places=2, null=True, blank=True)

    panels = [FieldRowPanel([FieldPanel("source"), FieldPanel("amount")])]
    translatable_fields = [TranslatableField("source"), SynchronizedField("amount")]

    class Meta(Part.Meta):
        abstract = False
        verbose_name = _("source of funding")
        verbose_name_plural = _("funding")

    def __str__(self) -> str:
        return self.source


class Way(Part):
    """A way to influence besides the site's own methods: an evening, a workshop, a letter."""

    page = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="ways")
    title = models.CharField(_("what"), max_length=120)
    text = models.TextField(_("how"), max_length=400, blank=True)
    when = models.DateTimeField(_("when"), null=True, blank=True)
    url = models.URLField(_("address"), blank=True)

    panels = [FieldPanel("title"), FieldPanel("text"), FieldRowPanel([FieldPanel("when"), FieldPanel("url")])]
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("text"),
        SynchronizedField("when"),
        SynchronizedField("url", overridable=True),
    ]

    class Meta(Part.Meta):
        abstract = False
        verbose_name = _("other way to influence")
        verbose_name_plural = _("other ways to influence")

    def __str__(self) -> str:
        return self.title


class Decision(Part):
    """A link to a decision record and what residents changed in it (Kuntalaki 410/2015, 29 §: decisions and their
    effects are told)."""

    page = ParentalKey("projects.ProjectPage", on_delete=models.CASCADE, related_name="decisions")
    title = models.CharField(_("matter"), max_length=160)
    body = models.CharField(
        _("decided by"), max_length=120, help_text=_("Body and section, such as «Technical committee § 41».")
    )
    date = models.DateField(_("meeting date"))
    number = models.CharField(_("case number"), max_length=40, blank=True)
    url = models.URLField(_("address of the record"), blank=True)
    effect = models.TextField(
        _("effect"), max_length=400, blank=True, help_text=_("What it changes, and what residents changed in it.")
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("body"), FieldPanel("date"), FieldPanel("number")]),
        FieldPanel("url"),
        FieldPanel("effect"),
    ]
    translatable_fields: list[Any] = [
        TranslatableField("title"),
        TranslatableField("body"),
        SynchronizedField("date"),
        SynchronizedField("number"),
        SynchronizedField("url", overridable=True),
        TranslatableField("effect"),
    ]

    class Meta(Part.Meta):
        abstract = False
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return self.title
