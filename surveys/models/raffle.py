"""Raffles among those who gave an address, and the draws of them. A draw keeps what it takes to do it again: keys that
tell nothing once the addresses are gone."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import LocalizedField

from ..raffles import MOST_RESERVES, MOST_WINNERS
from .answers import Contact


class Raffle(models.Model):
    """Among the addresses that ``question`` has gathered, which go after ``kept_until``."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    survey_key = models.UUIDField(unique=True)
    question = models.CharField(_("question that asks for the address"), max_length=64)
    prize = LocalizedField(
        _("what can be won"), max_length=120, help_text=_("Such as «five tickets to the swimming hall».")
    )
    winners = models.PositiveSmallIntegerField(
        _("winners"), validators=[MinValueValidator(1), MaxValueValidator(MOST_WINNERS)]
    )
    reserves = models.PositiveSmallIntegerField(
        _("reserves"),
        default=0,
        validators=[MaxValueValidator(MOST_RESERVES)],
        help_text=_("Who win instead, in this order, when a winner cannot be reached."),
    )
    draws_on = models.DateField(_("drawn on, at the earliest"))
    kept_until = models.DateField(
        _("addresses are kept until"), help_text=_("After this day all of them are deleted, those of the winners too.")
    )

    class Meta:
        verbose_name = _("raffle")
        verbose_name_plural = _("raffles")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kept_until__gt=F("draws_on")), name="survey_raffle_kept_past_draw"),
            models.CheckConstraint(condition=Q(winners__gte=1), name="survey_raffle_has_winners"),
        ]

    def __str__(self) -> str:
        return str(self.prize)

    @cached_property
    def drawn(self) -> Draw | None:
        """The draw that counts. One query."""
        return self.draws.first()


class Draw(models.Model):
    """The ``number``-th draw of a raffle; ``reason``: why it was drawn again. ``entries`` are the keys it was drawn
    among (`surveys.raffles`)."""

    raffle = models.ForeignKey(Raffle, models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    algorithm = models.CharField(max_length=20)
    seed = models.CharField(max_length=64)
    list_hash = models.CharField(max_length=64)
    entries = models.JSONField()
    drawn_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draw of a raffle")
        verbose_name_plural = _("draws of raffles")
        ordering = ["raffle", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["raffle", "number"], name="survey_draw_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="survey_draw_again_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def day(self) -> date:
        return timezone.localdate(self.drawn_at)


class Prize(models.Model):
    """A place that was drawn; reserves have the places after the winners. ``contact`` is empty once the addresses have
    been deleted; ``mailed_at``: when it was told."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="prizes")
    place = models.PositiveSmallIntegerField()
    key = models.BigIntegerField()
    is_reserve = models.BooleanField(default=False)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+")
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("place of a draw")
        verbose_name_plural = _("places of draws")
        ordering = ["draw", "place"]
        constraints = [models.UniqueConstraint(fields=["draw", "place"], name="survey_prize_place")]

    def __str__(self) -> str:
        return f"{self.place}"
