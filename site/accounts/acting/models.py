"""People for whom the service desk has acted, and each time that it did."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import language_choices

from .rules import DESK, Ended, is_hinting, seconds_left


class DeskPerson(models.Model):
    """Somebody whose acts the desk wrote down: ``user`` is an account without an address, to which nobody signs in.
    ``joined_to``: the person's own account, once the person has taken the acts there."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_person")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    joined_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="desk_people"
    )
    # A phone number or postal address, kept only while something of the person waits for an answer
    contact = models.CharField(_("phone or postal address"), max_length=160, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person of the service desk")
        verbose_name_plural = _("people of the service desk")
        constraints = [
            models.CheckConstraint(
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=F("user")), name="desk_person_not_own_account"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class DeskKey(models.Model):
    """A keyed hash by which a person is known again (`rules.keys_of`), so that nobody supports twice."""

    person = models.ForeignKey(DeskPerson, models.CASCADE, related_name="keys")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="desk_key_once")]

    def __str__(self) -> str:
        return self.key[:8]


class ActingSession(models.Model):
    """One time that a clerk acts for a person, from ``started_at`` until ``ends_at`` at the latest. ``email`` is kept until the
    end, when the person is told what was done; ``acts`` counts what was done."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("clerk")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    channel = models.CharField(_("told"), max_length=5, choices=DESK)
    language = models.CharField(max_length=10, choices=language_choices)
    email = models.EmailField(blank=True)
    started_at = models.DateTimeField(_("began"))
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_how = models.CharField(_("how it ended"), max_length=8, choices=Ended.choices, blank=True)
    acts = models.PositiveIntegerField(_("acts"), default=0)

    class Meta:
        verbose_name = _("acting for a person")
        verbose_name_plural = _("acting for people")
        constraints = [
            models.CheckConstraint(condition=Q(started_at__lt=F("ends_at")), name="acting_begins_before_it_ends"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_how="") | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="acting_ended_somehow",
            ),
            models.CheckConstraint(condition=Q(ended_at__isnull=True) | Q(email=""), name="acting_forgets_address"),
        ]
        indexes = [
            models.Index(fields=["site", "-started_at", "-id"], name="acting_newest"),
            models.Index(fields=["ends_at"], condition=Q(ended_at__isnull=True), name="acting_open"),
        ]

    def __str__(self) -> str:
        return f"{self.person or _('removed account')} ({self.get_channel_display()})"

    @property
    def seconds_left(self) -> int:
        return seconds_left(self.ends_at, timezone.now())

    @property
    def minutes_left(self) -> int:
        """Begun minutes, as the banner says them."""
        return -(-self.seconds_left // 60)

    @property
    def is_hinting(self) -> bool:
        return is_hinting(self.ends_at, timezone.now())

    @property
    def hint_seconds(self) -> int:
        return settings.ACTING_HINT_SECONDS

    @property
    def hint_minutes(self) -> int:
        return max(1, settings.ACTING_HINT_SECONDS // 60)
