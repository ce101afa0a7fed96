"""What has been read of a document, and which published pages hold it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reading(models.TextChoices):
    """How reading went."""

    DONE = "done", _("Searched")
    EMPTY = "empty", _("No text in it: perhaps a scanned picture")
    ENCRYPTED = "encrypted", _("Locked with a password")
    BROKEN = "broken", _("The file is broken")
    TOO_BIG = "too_big", _("Too big to be read")
    SLOW = "slow", _("Reading it takes too long")


class Attachment(models.Model):
    """``version`` says which file was read."""

    document = models.OneToOneField("wagtaildocs.Document", models.CASCADE, related_name="+")
    version = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=Reading.choices)
    text = models.TextField(blank=True)
    is_cut = models.BooleanField(default=False)  # there is more than was read
    read_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.document_id}: {self.state}"


class Holding(models.Model):
    """A published page that anybody may read holds a document."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    document = models.ForeignKey("wagtaildocs.Document", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "document"], name="holding_once")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.document_id}"
