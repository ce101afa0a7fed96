"""What happened, and which topics it concerns."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from ..rules import Group
from ..topics import Topic


class Event(models.Model):
    """``thing_kind`` and ``thing_id`` say what it happened to; ``detail`` (JSON) is for the kind that renders it.
    ``told``: ids of those who get no mail of it. ``spread_at``: when its deliveries were all made."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    thing_kind = models.CharField(max_length=20)
    thing_id = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    told = models.JSONField(default=list, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    spread_at = models.DateTimeField(null=True, blank=True)
    once = models.CharField(max_length=100, null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["site", "-at", "-id"], name="event_newest"),
            models.Index(fields=["thing_kind", "thing_id"], name="event_of_thing"),
            models.Index(fields=["id"], condition=Q(spread_at=None), name="event_to_spread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_kind}:{self.thing_id}"


class EventTopic(models.Model):
    """A topic that an event concerns. ``cursor``: the last follow to which a delivery has been made; ``spread``: that
    was the last one."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="topics")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    at = models.DateTimeField()
    group = models.CharField(max_length=10, choices=Group.choices)
    cursor = models.BigIntegerField(default=0)
    spread = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("topic of an event")
        verbose_name_plural = _("topics of events")
        constraints = [models.UniqueConstraint(fields=["event", "kind", "key"], name="one_topic_an_event")]
        indexes = [models.Index(fields=["site", "kind", "key", "-at", "-id"], name="event_topic_newest")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def topic(self) -> Topic:
        return Topic(self.kind, self.key)
