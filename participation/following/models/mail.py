"""The outbox: what each follower is to hear of, and the mails that tell it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.outbox.models import Outgoing

from .events import Event, EventTopic
from .follow import Subscriber, whose


class Letter(Outgoing):
    """One mail to one follower."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("mail to a follower")
        verbose_name_plural = _("mails to followers")
        constraints = [models.CheckConstraint(condition=whose()[0] | whose()[1], name="letter_is_somebodys")]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(state="waiting"), name="letter_waiting"),
            models.Index(fields=["state", "-ended_at"], name="letter_ended"),
        ]


class Delivery(models.Model):
    """That one follower is to hear of one event, under the topic by which it reached the follower; the database lets
    it be said once. ``letter``: the mail that tells it, from ``due_at`` on."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    topic = models.ForeignKey(EventTopic, models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField()
    letter = models.ForeignKey(Letter, models.CASCADE, null=True, blank=True, related_name="deliveries")

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.CheckConstraint(condition=whose()[0] | whose()[1], name="delivery_is_somebodys"),
            models.UniqueConstraint(fields=["event", "user"], name="one_delivery_a_user"),
            models.UniqueConstraint(fields=["event", "subscriber"], name="one_delivery_a_subscriber"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(letter=None), name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.user_id or self.subscriber_id}"


class Unreachable(models.Model):
    """That the mail server of a follower's address has refused it for good, so many letters in a row. ``off_at``: since
    when no mail is tried any more."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="unreachable"
    )
    subscriber = models.OneToOneField(Subscriber, models.CASCADE, null=True, blank=True, related_name="unreachable")
    refused = models.PositiveSmallIntegerField(default=0)
    off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("refused address")
        verbose_name_plural = _("refused addresses")
        constraints = [models.CheckConstraint(condition=whose()[0] | whose()[1], name="unreachable_is_somebodys")]

    def __str__(self) -> str:
        return f"{self.user_id or self.subscriber_id}: {self.refused}"


class Turn(models.Model):
    """What one process at a time does: it holds the row of that name meanwhile."""

    name = models.CharField(max_length=20, primary_key=True)

    def __str__(self) -> str:
        return self.name
