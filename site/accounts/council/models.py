"""Bodies of a municipality and who sits in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import LocalizedField

from .rules import RANK, BodyKind, Seated, Title, is_in_force


class Body(models.Model):
    """The council, the executive, a committee; with its name in every language."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="bodies", verbose_name=_("municipality"))
    names = LocalizedField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=BodyKind.choices, default=BodyKind.COMMITTEE)
    order = models.PositiveSmallIntegerField(
        _("place in lists"), default=100, help_text=_("A number: the smallest stands first.")
    )

    class Meta:
        verbose_name = _("body of the municipality")
        verbose_name_plural = _("bodies of the municipality")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.names)


class SeatQuerySet(models.QuerySet["Seat"]):
    def in_force(self, day: date) -> SeatQuerySet:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def current(self) -> SeatQuerySet:
        """Those by which their holders have the role now (`Seat.counted`)."""
        return self.filter(counted=True)

    def listed(self) -> SeatQuerySet:
        """In the order of the council's list."""
        return self.order_by("body__order", "body", "rank", "order", "pk")


class Seat(models.Model):
    """``counted``: the clock has let it begin and not yet end, and the councillor's role follows from it."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, models.RESTRICT, related_name="seats", verbose_name=_("body"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats")
    title = models.CharField(_("task"), max_length=12, choices=Title.choices, default=Title.MEMBER)
    rank = models.PositiveSmallIntegerField(default=RANK[Title.MEMBER], editable=False)  # of the title
    order = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    counted = models.BooleanField(default=False, editable=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="seat_ends_after_start"
            ),
            models.UniqueConstraint(fields=["body", "user", "starts_on"], name="one_seat_a_person_body_and_start"),
        ]
        indexes = [models.Index(fields=["counted", "starts_on", "ends_on"], name="seat_clock")]

    def __str__(self) -> str:
        return f"{self.user}: {self.body}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.rank = RANK[Title(self.title)]
        super().save(*args, **kwargs)

    def is_in_force(self, day: date) -> bool:
        return is_in_force(self.starts_on, self.ends_on, day)

    @property
    def told(self) -> Seated:
        """Needs ``body``."""
        return Seated(
            names=self.body.names,
            kind=self.body.kind,
            title=self.title,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
        )
