"""The times that the public was told, apart from the page: its row takes drafts while it is not public."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rules import Terms
from .page import ConsultationPage


class Announced(models.Model):
    """When a consultation opens and closes, as it was last published or extended. ``page``: in the source language."""

    page = models.OneToOneField(ConsultationPage, models.CASCADE, primary_key=True, related_name="announced")
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    wagtail_reference_index_ignore = True  # it belongs to the page, and keeps nobody from deleting it

    class Meta:
        verbose_name = _("announced times of a consultation")
        verbose_name_plural = _("announced times of consultations")

    def __str__(self) -> str:
        return f"{self.page_id} {self.closes_at}"

    @property
    def terms(self) -> Terms:
        return Terms(opens_at=self.opens_at, closes_at=self.closes_at)
