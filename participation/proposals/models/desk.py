"""How a proposal goes through the municipality: sent back for repair, assigned, noted, merged, linked, moved. Each row
tells who, when and why; the proposal's own row holds what is so now."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..rules import RepairOutcome
from .proposal import Proposal


class RepairRequest(models.Model):
    """The author was asked to put something right; when that was done, and how it ended."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="repairs")
    reason = models.TextField(_("what should be repaired"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    repaired_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=RepairOutcome.choices, default=RepairOutcome.OPEN, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=RepairOutcome.OPEN, closed_at__isnull=True, closed_by__isnull=True)
                | (~Q(outcome=RepairOutcome.OPEN) & Q(closed_at__isnull=False)),
                name="repair_closed_whole",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="repair_has_reason"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(closed_at__isnull=True), name="one_open_repair_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.outcome or 'open'}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Assignment(models.Model):
    """The proposal was given to somebody, or taken from everybody (no assignee), with a word for those who handle it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="assignments")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    note = models.TextField(_("note to the assignee"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.proposal_id} → {self.assignee_id}"


class Note(models.Model):
    """Said among staff: shown in the admin only, and in no export that leaves the house."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="notes")
    text = models.TextField(_("internal note"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_has_text")]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.text[:40]}"


class Merge(models.Model):
    """One proposal went into another, and perhaps came back."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="merges")
    into = models.ForeignKey(Proposal, models.CASCADE, related_name="merges_here")
    moved = models.PositiveIntegerField(_("supports moved"), default=0)
    moved_base = models.PositiveIntegerField(default=0)  # of an earlier service, without rows of `Support`
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | Q(undone_by__isnull=True), name="merge_undone_whole"
            ),
            models.CheckConstraint(condition=~Q(proposal=F("into")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(undone_at__isnull=True), name="merged_into_one_only"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} → {self.into_id}"


class Link(models.Model):
    """Two proposals that have to do with each other; the one with the smaller number is ``one``."""

    one = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    other = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="link_ordered"),
            models.UniqueConstraint(fields=["one", "other"], name="linked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} – {self.other_id}"


class Move(models.Model):
    """The proposal went from one project to another."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="moves")
    from_key = models.UUIDField()
    to_key = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(from_key=F("to_key")), name="move_goes_somewhere")]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.from_key} → {self.to_key}"
