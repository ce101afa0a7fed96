"""Files that came with what was sent."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.jobs.models import private_storage

from .opinion import Opinion

FOLDER = "consultations"


def new_key() -> str:
    return secrets.token_hex(16)


def _place(kept: Any, name: str) -> str:
    return f"{FOLDER}/{kept.key}"


class OpinionFile(models.Model):
    """``uuid``: of the opinion that it belongs to, or will when that is sent; ``opinion`` once it has been, and until then
    ``kept_until``. The public reads it under its ``key`` while the opinion is public."""

    key = models.CharField(max_length=32, unique=True, default=new_key)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    consultation_key = models.UUIDField()
    uuid = models.UUIDField(db_index=True)
    opinion = models.ForeignKey(Opinion, models.CASCADE, null=True, related_name="files")
    kept_until = models.DateTimeField(null=True)
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveIntegerField()
    leaves = models.BooleanField(default=False)  # is left out of a statement when its amendment is given
    searched = models.BooleanField(default=False)  # for viruses
    content = models.FileField(upload_to=_place, storage=private_storage)

    class Meta:
        verbose_name = _("file of an opinion")
        verbose_name_plural = _("files of opinions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["consultation_key"], name="opinion_files")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion__isnull=False, kept_until__isnull=True)
                | Q(opinion__isnull=True, kept_until__isnull=False),
                name="opinion_file_sent_or_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the public reads it, while the opinion is public."""
        return reverse("consultations:file", args=[self.key])
