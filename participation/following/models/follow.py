"""Who follows what, and how soon each wants to hear of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import language_choices

from ..rules import Group, Pace, Reason
from ..topics import Topic


class Subscriber(models.Model):
    """Somebody who follows by e-mail alone, in one municipality. Hears of nothing before the address is confirmed."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language of messages"), max_length=10, choices=language_choices)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("follower by e-mail")
        verbose_name_plural = _("followers by e-mail")
        constraints = [models.UniqueConstraint(fields=["site", "email"], name="one_subscriber_an_address")]
        indexes = [
            models.Index(fields=["email"], name="subscriber_email"),
            models.Index(fields=["created_at"], condition=Q(confirmed_at=None), name="subscriber_unconfirmed"),
        ]

    def __str__(self) -> str:
        """Never the address."""
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)


def whose() -> list[Q]:
    """Either an account or an address."""
    return [Q(user__isnull=False, subscriber__isnull=True), Q(user__isnull=True, subscriber__isnull=False)]


class Follow(models.Model):
    """``confirmed_at`` is empty while a follower by e-mail has not confirmed it. ``origin``: the key of the topic that
    was followed before it was merged into this one."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="follows")
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, null=True, blank=True, related_name="follows")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    origin = models.CharField(max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, default=Reason.CHOSEN)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.CheckConstraint(condition=whose()[0] | whose()[1], name="follow_is_somebodys"),
            models.UniqueConstraint(
                fields=["user", "site", "kind", "key"], condition=Q(user__isnull=False), name="one_follow_a_user"
            ),
            models.UniqueConstraint(
                fields=["subscriber", "kind", "key"],
                condition=Q(subscriber__isnull=False),
                name="one_follow_a_subscriber",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "kind", "key", "id"], name="follow_of_topic"),
            models.Index(fields=["user", "site", "-created_at"], name="follow_of_user"),
            models.Index(fields=["created_at"], condition=Q(confirmed_at=None), name="follow_unconfirmed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def topic(self) -> Topic:
        return Topic(self.kind, self.key)


class Preference(models.Model):
    """How soon somebody wants to hear of a group of events, where that is not `rules.DEFAULTS`."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, null=True, blank=True, related_name="preferences")
    group = models.CharField(max_length=10, choices=Group.choices)
    pace = models.CharField(max_length=10, choices=Pace.choices)

    class Meta:
        verbose_name = _("choice of mails")
        verbose_name_plural = _("choices of mails")
        constraints = [
            models.CheckConstraint(condition=whose()[0] | whose()[1], name="preference_is_somebodys"),
            models.UniqueConstraint(
                fields=["user", "site", "group"], condition=Q(user__isnull=False), name="one_preference_a_user"
            ),
            models.UniqueConstraint(
                fields=["subscriber", "group"],
                condition=Q(subscriber__isnull=False),
                name="one_preference_a_subscriber",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.pace}"
