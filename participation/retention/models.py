"""What a municipality has decided, what has been announced, and what was done. No row here holds personal data but the
name of staff who stopped an expiry."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from . import kinds
from .rules import WARNED_DAYS


class Rule(models.Model):
    """How long a kind is kept: in the municipality, or in one project instead. ``months`` empty: for good."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    project_key = models.UUIDField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(1200)])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind"], condition=Q(project_key__isnull=True), name="one_retention_rule_a_kind"
            ),
            models.UniqueConstraint(
                fields=["site", "kind", "project_key"],
                condition=Q(project_key__isnull=False),
                name="one_retention_rule_a_project",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months}"


class Warned(models.Model):
    """How many days before anything goes it is announced."""

    site = models.OneToOneField(Site, models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField(
        default=WARNED_DAYS, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )

    def __str__(self) -> str:
        return str(self.days)


class Hold(models.Model):
    """Nothing of a project expires while this stands: an appeal is under way, or a question is open."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    project_key = models.UUIDField()
    reason = models.CharField(_("why"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "project_key"], condition=Q(lifted_at__isnull=True), name="one_hold_a_project"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_key}: {self.reason}"


class Expiry(models.Model):
    """Something that was announced, and what was done of it: its report. ``announced`` is how many things it was then,
    ``number`` how many have lost their person. ``project`` is the project's name at that time. ``told_to``: ids up to
    which the persons themselves have been told. It is open until ``ended_at``; ``dropped``: nothing was due any more."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    kind = models.CharField(_("what"), max_length=20)
    project_key = models.UUIDField(null=True, blank=True)
    project = models.CharField(_("project"), max_length=255, blank=True)
    announced = models.PositiveIntegerField(_("announced"))
    announced_at = models.DateTimeField(_("announced"))
    falls_at = models.DateTimeField(_("falls due"))
    told_to = models.BigIntegerField(default=0)
    number = models.PositiveIntegerField(_("number"), default=0)
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    dropped = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("expiry")
        verbose_name_plural = _("expiries")
        ordering = ["-falls_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind", "project_key"],
                condition=Q(ended_at__isnull=True, project_key__isnull=False),
                name="one_open_expiry_a_project",
            ),
            models.UniqueConstraint(
                fields=["site", "kind"],
                condition=Q(ended_at__isnull=True, project_key__isnull=True),
                name="one_open_expiry",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(begun_at__isnull=False) | Q(dropped=True),
                name="expiry_ends_after_begin",
            ),
        ]
        indexes = [models.Index(fields=["site", "-falls_at", "-id"], name="expiry_newest")]

    def __str__(self) -> str:
        return f"{self.kind_label} {self.project}".strip()

    @property
    def kind_label(self) -> str:
        found = kinds.get(self.kind)
        return str(found.label) if found else self.kind

    @property
    def is_open(self) -> bool:
        return self.ended_at is None
