"""What a person may not do for a while. The clock ends it; nobody has to."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from ..rules import Ban, Rule, SanctionKind


class Sanction(models.Model):
    """In one municipality. ``ends_at`` empty: without end, or a warning that is over as it is given."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sanctions")
    kind = models.CharField(_("sanction"), max_length=12, choices=SanctionKind.choices)
    rule = models.CharField(_("broken rule"), max_length=20, choices=Rule.choices)
    message = models.TextField(_("message to the person"), blank=True)
    case = models.ForeignKey("moderation.Case", models.SET_NULL, null=True, blank=True, related_name="sanctions")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="sanction_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None) | Q(lifted_at__isnull=False), name="lifted_sanction_has_date"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "site"], name="sanction_person"),
            models.Index(fields=["site", "-starts_at", "-id"], name="sanction_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"

    @property
    def ban(self) -> Ban:
        return Ban(kind=self.kind, starts_at=self.starts_at, until=self.ends_at, lifted=self.lifted_at is not None)

    def holds(self, now: datetime) -> bool:
        return self.kind != SanctionKind.WARNING and self.ban.holds(now)
