"""What was asked and what was answered.

A response leads to nobody: no account, no network address, no time finer than the day, and a random key, which is also
the row's place in the table, so that rows have no order. What does lead to somebody (an e-mail address, a telephone
number) is in a table of its own without a day, and nothing leads from one to the other.
"""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import language_choices

from ..engine.changes import Weight
from ..engine.definition import Definition
from ..engine.serial import from_json
from ..rules import Way
from ..shape import asked_again, on_paper

LARGEST_KEY = 2**63 - 2


def random_key() -> int:
    return secrets.randbelow(LARGEST_KEY) + 1


class Version(models.Model):
    """What a survey asked at a time, as JSON (`surveys.engine.serial`). Once somebody has answered it, it does not
    change: what is published later is another version. ``survey_key`` is the translation key of the page; ``weight``
    says how it differs from the version before (empty for the first); ``rewritten`` is how often responses were changed
    while it was asked, which days that are packed go by."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    survey_key = models.UUIDField()
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    weight = models.CharField(max_length=5, choices=[(weight, weight) for weight in Weight], blank=True)
    made_at = models.DateTimeField()
    rewritten = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("version of a survey")
        verbose_name_plural = _("versions of surveys")
        ordering = ["survey_key", "number"]
        constraints = [models.UniqueConstraint(fields=["survey_key", "number"], name="survey_version_number")]

    def __str__(self) -> str:
        return f"{self.survey_key} {self.number}"


class Response(models.Model):
    """``answers``: values by question id (`surveys.engine.flow`). ``edit_hash`` stands for the link with which it can
    be changed, where the survey lets."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    version = models.ForeignKey(Version, models.PROTECT, related_name="responses")
    survey_key = models.UUIDField()
    way = models.CharField(max_length=5, choices=Way.choices, default=Way.WEB)
    language = models.CharField(max_length=10, choices=language_choices)
    day = models.DateField()
    answers = models.JSONField()
    edit_hash = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        verbose_name = _("response to a survey")
        verbose_name_plural = _("responses to surveys")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["survey_key", "day", "version", "language", "way"], name="survey_response_days")
        ]
        constraints = [models.CheckConstraint(condition=~Q(way=Way.TEST), name="survey_response_is_no_test")]

    def __str__(self) -> str:
        return f"{self.survey_key}"


class PackedDay(models.Model):
    """The responses of a past day to a version in a language, ready for counting (`surveys.results.packing`): ``form``
    is that of what is ``packed``. It holds when ``number`` is how many responses there are."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    day = models.DateField()
    language = models.CharField(max_length=10, choices=language_choices)
    number = models.PositiveIntegerField()
    form = models.PositiveSmallIntegerField()
    packed = models.JSONField()

    class Meta:
        verbose_name = _("packed day of a survey")
        verbose_name_plural = _("packed days of surveys")
        ordering = ["version", "day", "language"]
        constraints = [models.UniqueConstraint(fields=["version", "day", "language"], name="survey_packed_day")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.day} {self.language}"


class PublicCrosses(models.Model):
    """What public results by group are told of (`surveys.results.by_group`): ``tables``, counted of ``number`` responses when
    somebody first looked at them after ``closed_at``. A paper that comes later changes nothing: two states would tell what
    it says."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    survey_key = models.UUIDField(unique=True)
    closed_at = models.DateTimeField()
    number = models.PositiveIntegerField()
    tables = models.JSONField()

    class Meta:
        verbose_name = _("public results of a survey by group")
        verbose_name_plural = _("public results of surveys by group")

    def __str__(self) -> str:
        return f"{self.survey_key}"


class Contact(models.Model):
    """An e-mail address or a telephone number that somebody gave, with the question that asked for it and nothing
    else."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    survey_key = models.UUIDField()
    question = models.CharField(max_length=64)
    value = models.CharField(max_length=254)

    class Meta:
        verbose_name = _("contact given in a survey")
        verbose_name_plural = _("contacts given in surveys")
        ordering = ["pk"]
        indexes = [models.Index(fields=["survey_key"], name="survey_contacts")]

    def __str__(self) -> str:
        return f"{self.survey_key}"


class Draft(models.Model):
    """Answers on their way, kept under a link. ``link_hash`` stands for the link; ``answers`` is what was typed;
    ``seed`` orders shuffled options; ``response`` is what is being changed, if anything. ``code`` let the writer in; once
    the answers are sent nothing leads from one to the other. A test has no version: ``trial`` is what the page
    asks as it was last saved, ``trial_of`` its translation key. A paper has the day it arrived on."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    link_hash = models.CharField(max_length=64, unique=True)
    version = models.ForeignKey(Version, models.CASCADE, null=True, related_name="drafts")
    trial_of = models.UUIDField(null=True)
    trial = models.JSONField(null=True)
    response = models.OneToOneField(Response, models.CASCADE, null=True, related_name="draft")
    code = models.ForeignKey("surveys.Code", models.CASCADE, null=True, related_name="+")
    way = models.CharField(max_length=5, choices=Way.choices, default=Way.WEB)
    language = models.CharField(max_length=10, choices=language_choices)
    seed = models.CharField(max_length=32)
    answers = models.JSONField(default=dict)
    saved_on = models.DateField()
    arrived_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("unfinished response")
        verbose_name_plural = _("unfinished responses")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(link_hash=""), name="survey_draft_has_link"),
            models.CheckConstraint(
                condition=Q(version__isnull=False, trial_of__isnull=True)
                | Q(version__isnull=True, trial_of__isnull=False, trial__isnull=False, way=Way.TEST),
                name="survey_draft_of_version_or_trial",
            ),
            models.CheckConstraint(
                condition=Q(way=Way.PAPER, arrived_on__isnull=False) | ~Q(way=Way.PAPER) & Q(arrived_on__isnull=True),
                name="survey_draft_of_paper_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_key}"

    @property
    def survey_key(self) -> UUID:
        key = self.trial_of or (self.version.survey_key if self.version else None)
        assert key is not None
        return key

    @property
    def definition(self) -> Definition:
        """What it answers. What leads to a person is not asked again, and a paper may lack what is required."""
        asked = from_json(self.version.definition if self.version else self.trial or {})
        asked = asked_again(asked) if self.response_id else asked
        return on_paper(asked) if self.way == Way.PAPER else asked
