"""What waits for a moderator, why, and what was decided. Things are named by kind and id: moderation knows no tables
of theirs. One case of a thing is open at a time; reports, holds and appeals gather in it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import language_choices

from ..rules import DECIDED, Rule, Standing, Suspicion, Verb

HEADING, EXCERPT = 200, 100  # characters


class Case(models.Model):
    """``heading`` and ``text`` are the thing's words as they are now, for the list and its search; they go when the
    thing's own words go. ``version`` changes with everything that a moderator should see before deciding."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=20)
    thing_id = models.BigIntegerField()
    thing_key = models.UUIDField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(_("author"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    project_key = models.UUIDField(_("project"), null=True)
    theme_id = models.BigIntegerField(null=True)
    heading = models.CharField(max_length=HEADING, blank=True)
    text = models.TextField(blank=True)
    standing = models.CharField(_("state"), max_length=10, choices=Standing.choices)
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    report_count = models.PositiveIntegerField(_("reports"), default=0)
    is_hold = models.BooleanField(_("held beforehand"), default=False)
    is_appeal = models.BooleanField(_("appeal"), default=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who is on it")
    )
    taken_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()  # when the version last changed

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(fields=["kind", "thing_id"], condition=Q(closed_at=None), name="one_open_case"),
            models.CheckConstraint(
                condition=Q(taken_by=None) | Q(taken_until__isnull=False), name="claim_of_case_has_end"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="case_closes_after_opening"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "opened_at", "id"], condition=Q(closed_at=None), name="case_waiting"),
            models.Index(fields=["site", "-opened_at", "-id"], name="case_newest"),
            models.Index(fields=["kind", "thing_id", "-id"], name="case_of_thing"),
            models.Index(fields=["author", "site"], name="case_author"),
        ]

    def __str__(self) -> str:
        return self.heading or self.text[:EXCERPT] or str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def standing_label(self) -> str:
        return str(Standing(self.standing).label)


class Report(models.Model):
    """One reason to look at a thing: a person's report, or what the screening found. Who reported is nobody's
    business but an administrator's, who leaves a mark by looking. ``person_key`` tells the same person again."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reason = models.CharField(_("reason"), max_length=20, choices=[*Rule.choices, *Suspicion.choices])
    text = models.TextField(_("in the reporter’s words"), blank=True)
    by_screening = models.BooleanField(default=False)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    person_key = models.CharField(max_length=64)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "person_key"], name="one_report_each")]
        indexes = [models.Index(fields=["reason", "case"], name="report_reason")]

    def __str__(self) -> str:
        return self.get_reason_display()


class Decision(models.Model):
    """What a moderator decided, kept for good: the public log tells of it without words or names."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    thing_id = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(_("decision"), max_length=10, choices=Verb.choices)
    before = models.CharField(max_length=10, choices=Standing.choices)
    after = models.CharField(max_length=10, choices=Standing.choices)
    rule = models.CharField(_("broken rule"), max_length=20, choices=Rule.choices, blank=True)
    message = models.TextField(_("message to the author"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"))
    appeal_until = models.DateTimeField(null=True, blank=True)
    reversed_at = models.DateTimeField(null=True, blank=True)  # restored later
    erased_at = models.DateTimeField(null=True, blank=True)  # its words are gone for good

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verb__in=[Verb.HIDE, Verb.REMOVE]) | ~Q(rule=""), name="measure_has_rule"
            )
        ]
        indexes = [
            models.Index(
                fields=["site", "-at", "-id"], condition=Q(verb__in=[Verb.HIDE, Verb.REMOVE]), name="decision_log"
            ),
            models.Index(fields=["kind", "thing_id", "-id"], name="decision_of_thing"),
            models.Index(fields=["author", "site"], name="decision_author"),
            models.Index(
                fields=["appeal_until"],
                condition=Q(verb=Verb.REMOVE, erased_at=None, reversed_at=None),
                name="decision_to_erase",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.kind} {self.thing_id}"

    @property
    def what(self) -> str:
        """What was done, where ``get_verb_display`` is what a moderator chooses to do."""
        return str(DECIDED[Verb(self.verb)])

    @property
    def is_measure(self) -> bool:
        return self.verb in (Verb.HIDE, Verb.REMOVE)


class Appeal(models.Model):
    """The author asks for a decision to be looked at again: once for each."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="appeal")
    case = models.ForeignKey(Case, models.CASCADE, related_name="appeals")
    text = models.TextField(_("why"))
    at = models.DateTimeField(_("when"))
    answer = models.ForeignKey(Decision, models.SET_NULL, null=True, related_name="+")  # what was decided of it

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.decision_id}"


class TextPrint(models.Model):
    """A keyed hash of what was sent, kept for a while to know the same text again."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    thing_id = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["site", "digest"], name="textprint_digest")]
        constraints = [models.UniqueConstraint(fields=["kind", "thing_id"], name="one_print_a_thing")]

    def __str__(self) -> str:
        return self.digest[:8]
