"""Accounts on their way out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from wagtail.models import Site

from .registry import Fate


class Departure(models.Model):
    """An account that is being deleted: what its person chose, and the address for the last mail. The row goes with the
    account. ``taken_until``: somebody is at work on it till then; later another worker may go on."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="departure")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    address = models.EmailField()
    language = models.CharField(max_length=10)
    supports = models.CharField(max_length=4, choices=Fate.choices)
    texts = models.CharField(max_length=4, choices=Fate.choices)
    asked_at = models.DateTimeField()
    asked = models.BooleanField(default=True)  # by the person; else nobody had signed in for long
    taken_until = models.DateTimeField(null=True)

    class Meta:
        app_label = "accounts"

    def __str__(self) -> str:
        return f"{self.user_id}"
