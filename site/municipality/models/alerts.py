"""Disruptions told at the top of every page while they last."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import LocalizedField

from .links import validate_address
from .touch import touch


class Severity(models.TextChoices):
    INFO = "info", _("Notice")
    WARNING = "warning", _("Disruption")
    DANGER = "danger", _("Danger")


class Alert(models.Model):
    """Shown from `starts_at` (included) to `ends_at` (excluded), by the clock."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="alerts", verbose_name=_("municipality"))
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices, default=Severity.WARNING)
    title = LocalizedField(
        _("what happens"), max_length=120, help_text=_("What, where and until when, in a few words.")
    )
    text = LocalizedField(_("text"), max_length=300, blank=True, long=True)
    url = models.CharField(_("address for more"), max_length=500, blank=True, validators=[validate_address])
    link_text = LocalizedField(_("words of the link"), max_length=60, blank=True)
    starts_at = models.DateTimeField(_("shown from"), default=timezone.now)
    ends_at = models.DateTimeField(_("shown until"))

    class Meta:
        verbose_name = _("disruption")
        verbose_name_plural = _("disruptions")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="alert_ends_after_start")
        ]

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        touch(self.site_id)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        site_id = self.site_id
        deleted = super().delete(*args, **kwargs)
        touch(site_id)
        return deleted

    def clean(self) -> None:
        super().clean()
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _now("The end must come after the beginning.")})
        if self.url and not self.link_text:
            raise ValidationError({"link_text": _now("Write what the link leads to.")})

    @property
    def language(self) -> str:
        """The language that the words are shown in."""
        return self.title.shown()[1]

    def is_shown(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at
