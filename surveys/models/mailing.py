"""Codes sent by mail. Nothing stored here leads from an address to its code, nor to whether it has been used: a code is
computed anew from its recipient with the installation's key (`surveys.links.mailed_code`) and kept nowhere."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import LocalizedField, language_choices
from core.outbox.models import Outgoing

from ..rules import MOST_REMINDERS
from .answers import random_key
from .entry import CodeBatch


class Mailing(models.Model):
    """Of a batch whose codes are mailed. ``text`` stands in the invitation; the addresses go after ``kept_until``."""

    batch = models.OneToOneField(CodeBatch, models.CASCADE, related_name="mailing")
    text = LocalizedField(
        _("what you write"),
        long=True,
        max_length=2000,
        help_text=_("Why you ask, whom, and what becomes of the answers. The link and the code are added."),
    )
    kept_until = models.DateField(
        _("addresses are kept until"), help_text=_("After this day the addresses are deleted; the codes stay valid.")
    )

    class Meta:
        verbose_name = _("mailing of codes")
        verbose_name_plural = _("mailings of codes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.batch)


class Reminder(models.Model):
    """To those whose code is not used when it is ``spread``; on its day, or when staff press a button."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_REMINDERS)])
    due_on = models.DateField()
    spread_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("reminder of a survey")
        verbose_name_plural = _("reminders of surveys")
        ordering = ["mailing", "number"]
        constraints = [
            models.UniqueConstraint(fields=["mailing", "number"], name="survey_reminder_number"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_REMINDERS), name="survey_reminders_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Recipient(models.Model):
    """An address of a mailing. ``stopped``: its owner wants no more reminders."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="recipients")
    email = models.EmailField()
    language = models.CharField(max_length=10, choices=language_choices)
    stopped = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("recipient of a code")
        verbose_name_plural = _("recipients of codes")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["mailing", "email"], name="survey_recipient_once")]
        indexes = [models.Index(fields=["email"], name="survey_recipients")]

    def __str__(self) -> str:
        return f"{self.pk}"


class CodeLetter(Outgoing):
    """The invitation (``number`` 0) or a reminder to a recipient, once each."""

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="letters")
    number = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("mail with a code")
        verbose_name_plural = _("mails with codes")
        constraints = [models.UniqueConstraint(fields=["recipient", "number"], name="survey_letter_once")]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(state="waiting"), name="survey_letter_waiting"),
        ]
