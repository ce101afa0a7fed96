"""Who may answer once: one-time codes, and accounts that took part. Nothing here leads to an answer, and what marks
that somebody answered has no day and no order."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from ..rules import MOST_CODES, CodeState
from .answers import random_key


class CodeBatch(models.Model):
    """Codes that staff have ordered. They come to be when they are handed out (``given_at``), once: only their hashes are
    kept."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    survey_key = models.UUIDField()
    note = models.CharField(
        _("note"),
        max_length=120,
        help_text=_("What the codes are for, such as «Harjula school, parents». No names of persons."),
    )
    number = models.PositiveIntegerField(
        _("how many codes"), validators=[MinValueValidator(1), MaxValueValidator(MOST_CODES)]
    )
    made_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("batch of one-time codes")
        verbose_name_plural = _("batches of one-time codes")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["survey_key"], name="survey_batches")]
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="survey_batch_has_codes")]

    def __str__(self) -> str:
        return self.note


class Code(models.Model):
    """``hash`` stands for the code (`surveys.links.hash_of_code`)."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    batch = models.ForeignKey(CodeBatch, models.CASCADE, related_name="codes")
    hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=9, choices=CodeState.choices, default=CodeState.UNUSED)

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")
        ordering = ["pk"]
        indexes = [models.Index(fields=["batch", "state"], name="survey_codes_by_state")]

    def __str__(self) -> str:
        return self.get_state_display()


class TookPart(models.Model):
    """That an account, or a person who was strongly identified, has answered a survey, or that a form has been sent.
    ``mark`` stands for both (`surveys.links.mark_of`, `mark_of_person`, `mark_of_form`)."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    survey_key = models.UUIDField()
    mark = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("mark of having answered")
        verbose_name_plural = _("marks of having answered")
        ordering = ["pk"]
        indexes = [models.Index(fields=["survey_key"], name="survey_took_part")]

    def __str__(self) -> str:
        return f"{self.survey_key}"
