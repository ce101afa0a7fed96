"""A search that is followed: one row, however many follow it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


def new_key() -> str:
    return uuid.uuid4().hex


class FollowedSearch(models.Model):
    """``key`` is that of its topic. ``query``: the state of the search page as its address has it, always in the same
    order; ``digest`` is made of municipality, language and query, so that there is one row of each. ``seen`` and
    ``since``: see `rules.Seen`."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    key = models.CharField(max_length=32, unique=True, default=new_key)
    language = models.CharField(max_length=10)
    query = models.TextField(_("search"))
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(db_index=True)
    seen = models.JSONField(default=list, blank=True)
    since = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("followed search")
        verbose_name_plural = _("followed searches")

    def __str__(self) -> str:
        """Never the words."""
        return f"{self._meta.verbose_name} {self.pk}"
