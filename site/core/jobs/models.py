"""A piece of long work and how far it is."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

STALLED_AFTER = timedelta(minutes=2)  # without a sign of life


@cache
def private_storage() -> FileSystemStorage:
    """Files that no address leads to."""
    return FileSystemStorage(location=settings.PRIVATE_ROOT, base_url=None)


def _place(job: Any, name: str) -> str:
    return f"jobs/{uuid.uuid4().hex}"


class Job(models.Model):
    """``file`` is what was given to work on, ``result_file`` what comes out of it; neither is public."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("work", "Waiting")
        RUNNING = "running", pgettext_lazy("work", "Running")
        DONE = "done", pgettext_lazy("work", "Done")
        FAILED = "failed", pgettext_lazy("work", "Failed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=10)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    result = models.JSONField(default=dict)
    file = models.FileField(upload_to=_place, storage=private_storage, blank=True)
    result_file = models.FileField(upload_to=_place, storage=private_storage, blank=True)
    result_name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(default=timezone.now)  # the last sign of life
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user", "-created_at"], name="job_by_user")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("core_job", args=[self.uuid])

    @property
    def is_ended(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def is_stalled(self) -> bool:
        """Its worker has gone without a word; it may be started again."""
        return not self.is_ended and timezone.now() - self.seen_at > STALLED_AFTER

    @property
    def percent(self) -> int | None:
        return min(100, 100 * self.done // self.total) if self.total else None
