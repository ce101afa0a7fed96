"""Files that came with answers."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.jobs.models import private_storage

from .answers import Draft, Response, random_key

FOLDER = "surveys"


def new_key() -> str:
    return secrets.token_hex(16)


def _place(kept: Any, name: str) -> str:
    return f"{FOLDER}/{kept.key}"


class SentFile(models.Model):
    """Of a draft until it is sent, of a response after that; of neither when those are gone, until it is purged. No
    address leads to it. It knows no time, and the file itself none finer than the day."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    key = models.CharField(max_length=32, unique=True, default=new_key)
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="+")
    survey_key = models.UUIDField()
    question = models.CharField(max_length=64)
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, related_name="files")
    response = models.ForeignKey(Response, models.SET_NULL, null=True, related_name="files")
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    searched = models.BooleanField(default=False)  # for viruses
    content = models.FileField(upload_to=_place, storage=private_storage)

    class Meta:
        verbose_name = _("file sent in a survey")
        verbose_name_plural = _("files sent in surveys")
        ordering = ["pk"]
        indexes = [models.Index(fields=["survey_key", "question"], name="survey_files")]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=True) | Q(response__isnull=True), name="survey_file_of_draft_or_response"
            )
        ]

    def __str__(self) -> str:
        return self.name
