"""Links by which outsiders see a page before it is published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..sharing.rules import NOTE_LENGTH, State, state


class PreviewLink(models.Model):
    """Opens the newest draft of a page, in its own language and those ``also_in``, which its maker could
    edit, from ``made_at`` until ``ends_at`` (excluded). Of the secret a keyed hash is kept. ``opened_on``: the last day."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))
    secret_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField(_("for whom"), max_length=NOTE_LENGTH, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))
    ends_at = models.DateTimeField(_("works until"), db_index=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    also_in: Any = models.JSONField(_("other languages"), default=list)
    opened = models.PositiveIntegerField(_("times opened"), default=0)
    opened_on = models.DateField(_("last opened"), null=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="preview_link_ends_later"),
            models.CheckConstraint(
                condition=Q(opened=0, opened_on__isnull=True) | Q(opened__gt=0, opened_on__isnull=False),
                name="preview_link_opened_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.note or str(self.pk)

    def state(self, now: datetime) -> State:
        return state(ends_at=self.ends_at, withdrawn_at=self.withdrawn_at, now=now)
