"""What every letter has."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import pgettext_lazy


class Outgoing(models.Model):
    """One mail to one receiver. ``uuid`` makes its Message-ID, the same however often it is tried. While somebody sends
    it, ``holder`` and ``held_until`` say so; then it may be taken by another. ``code``: what the mail server said."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("mail", "Waiting")
        SENT = "sent", pgettext_lazy("mail", "Sent")
        EMPTY = "empty", pgettext_lazy("mail", "Not sent, nothing left to tell")
        REFUSED = "refused", pgettext_lazy("mail", "Refused by the receiver’s mail server")
        GIVEN_UP = "given_up", pgettext_lazy("mail", "Given up after many tries")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    holder = models.CharField(max_length=80, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=60, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.uuid)
