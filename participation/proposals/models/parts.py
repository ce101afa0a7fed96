"""What a proposal consists of besides its own row: supports, earlier texts, pictures; and what lists count from."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.acting.rules import Via
from accounts.eligibility.rules import Basis

from ..rules import TITLE_LENGTH
from .proposal import Proposal


class Support(models.Model):
    """``voter`` stands for somebody whose name is gone: a keyed hash of the address of who has deleted the account
    (`voters.voter_of`), so that nobody is counted twice, or a mark that tells nothing once the support has expired."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="supports")
    voter = models.CharField(max_length=64, blank=True, editable=False)
    # The proposal to which it was given, when that has been merged into this one
    origin = models.ForeignKey(Proposal, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    via = models.CharField(max_length=5, choices=Via.choices, default=Via.WEB)
    basis = models.CharField(max_length=14, choices=Basis.choices, blank=True)  # of the supporter, where it was asked

    class Meta:
        verbose_name = _("support given")
        verbose_name_plural = _("supports given")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "user"], name="one_support_each"),
            models.UniqueConstraint(fields=["proposal", "voter"], condition=~Q(voter=""), name="one_support_a_voter"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, voter="") | (Q(user__isnull=True) & ~Q(voter="")),
                name="support_has_one_giver",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="support_by_user"),
            models.Index(
                fields=["proposal", "created_at"], name="support_growth"
            ),  # the councillor’s desk counts days in it
        ]

    def __str__(self) -> str:
        return f"{self.user_id or self.voter[:8]} → {self.proposal_id}"


class Version(models.Model):
    """The text as it was before an edit, kept for all to see."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="versions")
    title = models.CharField(max_length=TITLE_LENGTH[1])
    body = models.TextField()
    written_at = models.DateTimeField()  # when this text was published
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-replaced_at", "-id"]

    def __str__(self) -> str:
        return f"{self.title} ({self.written_at:%Y-%m-%d})"


def _file_name(instance: Any, filename: str) -> str:
    """Names tell nothing and cannot be guessed."""
    return f"proposals/{uuid.uuid4().hex}.webp"


class Picture(models.Model):
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="pictures")
    large = models.FileField(upload_to=_file_name)
    small = models.FileField(upload_to=_file_name)
    width = models.PositiveIntegerField()  # pixels, of the large one
    height = models.PositiveIntegerField()
    alt = models.CharField(_("what the picture shows"), max_length=200)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.alt


class Tally(models.Model):
    """How many published proposals there are of each project, theme, area and state: what filters count from, so that
    no list counts its rows. 0 stands for no theme and for no area. Kept by `tallies`, within the actions' transactions."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    project_key = models.UUIDField()
    theme = models.BigIntegerField(default=0)
    area = models.BigIntegerField(default=0)
    state = models.CharField(max_length=12)
    number = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "project_key", "theme", "area", "state"], name="one_tally_a_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
