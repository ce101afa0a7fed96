"""How long texts may be, what states a proposal has. Pure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

TITLE_LENGTH = (8, 100)  # characters
BODY_LENGTH = (30, 5000)
PICTURES = 3


class Publication(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("proposal", "Draft")
    PUBLISHED = "published", pgettext_lazy("proposal", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")
    MERGED = "merged", pgettext_lazy("proposal", "Merged into another")
    HELD = "held", pgettext_lazy("proposal", "Waits for a moderator")
    HIDDEN = "hidden", pgettext_lazy("proposal", "Hidden by a moderator")
    REMOVED = "removed", pgettext_lazy("proposal", "Removed by a moderator")
    REJECTED = "rejected", pgettext_lazy("proposal", "Not published by a moderator")


# What moderators have taken from the public, and what they have not let there yet
JUDGED = frozenset({Publication.HIDDEN, Publication.REMOVED, Publication.REJECTED})
UNSEEN = JUDGED | {Publication.HELD}
NOT_YET_PUBLIC = frozenset({Publication.DRAFT, Publication.HELD, Publication.REJECTED})


class State(models.TextChoices):
    """How far the municipality is with it."""

    RECEIVED = "received", pgettext_lazy("proposal", "Received")
    IN_PROCESS = "in_process", pgettext_lazy("proposal", "In process")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "Accepted")
    IN_PROGRESS = "in_progress", pgettext_lazy("proposal", "Being carried out")
    DONE = "done", pgettext_lazy("proposal", "Done")
    REJECTED = "rejected", pgettext_lazy("proposal", "Not carried out")


class Repair(models.TextChoices):
    """Whether the author has been asked to put something right: a track of its own beside the state."""

    NONE = "", pgettext_lazy("repair", "Nothing to repair")
    ASKED = "asked", pgettext_lazy("repair", "Returned for repair")
    REPAIRED = "repaired", pgettext_lazy("repair", "Repaired by the author")


class RepairOutcome(models.TextChoices):
    """How a request to put something right ended."""

    OPEN = "", pgettext_lazy("repair", "Open")
    ACCEPTED = "accepted", pgettext_lazy("repair", "Accepted")
    AGAIN = "again", pgettext_lazy("repair", "Asked again")
    DROPPED = "dropped", pgettext_lazy("repair", "Dropped")


ANSWERED = frozenset({State.ACCEPTED, State.IN_PROGRESS, State.DONE, State.REJECTED})
# The lane's sign for each: ring, half, full, tick, bar
SIGN = {
    State.RECEIVED: "now",
    State.IN_PROCESS: "work",
    State.ACCEPTED: "past",
    State.IN_PROGRESS: "work",
    State.DONE: "done",
    State.REJECTED: "closed",
}
