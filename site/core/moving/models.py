"""A file that was given to be brought in, and how far it is."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from core.jobs.models import private_storage

KEPT = timedelta(days=7)  # files that nobody confirmed
REMEMBERED = timedelta(days=90)  # what was refused of what was brought in


def place(instance: Any, name: str) -> str:
    """Where a given file stands; its name tells nothing."""
    return f"moving/{uuid.uuid4().hex}"


class IntakeQuerySet(models.QuerySet[Any]):
    def forgotten(self, now: datetime) -> Self:
        """Given or tried a week ago, and never brought in."""
        return self.filter(stage__in=[Intake.Stage.GIVEN, Intake.Stage.TRIED], at__lt=now - KEPT)


class Intake(models.Model):
    """``file`` is private, and is deleted once it has been brought in. ``about`` tells of it in JSON; an ``error`` there
    says why it could not be read at all."""

    class Stage(models.TextChoices):
        GIVEN = "given", pgettext_lazy("import", "Not read yet")
        TRIED = "tried", pgettext_lazy("import", "Tried")
        BEGUN = "begun", pgettext_lazy("import", "Being brought in")
        DONE = "done", pgettext_lazy("import", "Brought in")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    file = models.FileField(upload_to=place, storage=private_storage, blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.GIVEN)
    about = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name

    @property
    def may_be_confirmed(self) -> bool:
        return self.stage == self.Stage.TRIED and bool(self.file) and "error" not in self.about

    def drop_file(self) -> None:
        """Delete the file; the row stays."""
        if self.file:
            self.file.delete(save=False)
            self.file = ""
