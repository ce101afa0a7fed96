"""What was told when a consultation's time was made longer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import LocalizedField

from ..rules import REASON_LENGTH


class Extension(models.Model):
    """The time that ended ``from_at`` ends ``to_at``. ``told_to``: the last opinion whose sender has had a mail of it, so that what was
    interrupted goes on."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    consultation_key = models.UUIDField(db_index=True)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    reason = LocalizedField(_("reason"), long=True, max_length=REASON_LENGTH)
    made_at = models.DateTimeField()
    told_to = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("extension of a consultation")
        verbose_name_plural = _("extensions of consultations")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(from_at__lt=F("to_at")), name="extension_is_later")]

    def __str__(self) -> str:
        return f"{self.consultation_key} {self.to_at}"
