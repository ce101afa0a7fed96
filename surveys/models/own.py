"""Unfinished answers that somebody keeps on the own page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .answers import Draft


class OwnDraft(models.Model):
    """That a draft is an account's, which goes on with it on any device. It goes with the draft, when the answers are
    sent or thrown away. ``link_hash`` stands for a second link to the draft (`surveys.links.own_link`)."""

    draft = models.OneToOneField(Draft, models.CASCADE, related_name="own")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    link_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("unfinished response of an account")
        verbose_name_plural = _("unfinished responses of accounts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pk}"
