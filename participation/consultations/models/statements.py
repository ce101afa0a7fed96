"""Who is asked for a statement, and the mails to them. What they answer is an `Opinion`."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from core.fields import LocalizedField, language_choices
from core.outbox.models import Outgoing

from ..rules import NAME_LENGTH
from ..statements import rules
from .opinion import Opinion
from .page import ConsultationPage


class StatementRequest(models.Model):
    """Of one consultation: what accompanies the request, and how many days before the due date it is reminded of."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    consultation_key = models.UUIDField(unique=True)
    text = LocalizedField(
        _("covering letter"),
        long=True,
        max_length=rules.TEXT_LENGTH,
        blank=True,
        help_text=_("What you ask a statement on, and what it should take up. The link and the due date are added."),
    )
    remind_days = models.PositiveSmallIntegerField(
        _("days before the due date when reminders are sent"),
        default=rules.REMIND_DAYS,
        validators=[MaxValueValidator(rules.MOST_REMIND_DAYS)],
        help_text=_("0: no reminders are sent by themselves."),
    )

    class Meta:
        verbose_name = _("request for statements")
        verbose_name_plural = _("requests for statements")

    def __str__(self) -> str:
        return str(self.consultation_key)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def of(self, key: UUID) -> InvitationQuerySet:
        return self.filter(consultation_key=key)

    def unanswered(self) -> InvitationQuerySet:
        return self.filter(given=None, no_statement_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """A party that is asked. Its link follows from ``key`` (`statements.links`); ``uuid`` is that of the statement, which is
    ``given`` once it has been sent, and of files that wait for it. ``body``, ``signatory`` and ``title`` are the draft."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    consultation_key = models.UUIDField()
    request = models.ForeignKey(StatementRequest, models.CASCADE, related_name="invitations")
    organisation = models.CharField(_("organisation"), max_length=NAME_LENGTH)
    email = models.EmailField(_("e-mail"), blank=True)
    contact = models.CharField(_("contact person"), max_length=NAME_LENGTH, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    due_on = models.DateField(_("due date of its own"), null=True, blank=True)
    body = models.TextField(blank=True)
    signatory = models.CharField(max_length=rules.NAME_LENGTH, blank=True)
    title = models.CharField(max_length=rules.NAME_LENGTH, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    given = models.OneToOneField(Opinion, models.SET_NULL, null=True, blank=True, related_name="invitation")
    no_statement_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reminded_for = models.DateTimeField(null=True, blank=True)  # the due moment that the reminder by itself was about
    stopped = models.BooleanField(default=False)  # wants no reminders
    created_at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("party asked for a statement")
        verbose_name_plural = _("parties asked for statements")
        ordering = ["organisation", "pk"]
        indexes = [models.Index(fields=["consultation_key", "organisation", "id"], name="statement_parties")]
        constraints = [
            models.CheckConstraint(
                condition=Q(given__isnull=True) | Q(no_statement_at__isnull=True), name="statement_or_none"
            ),
            models.UniqueConstraint(
                fields=["consultation_key", "organisation", "email"],
                condition=~Q(email=""),
                name="statement_party_once",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation

    def asked(self, page: ConsultationPage, *, answered: bool = False) -> rules.Asked:
        """Beside its consultation. ``answered``: the municipality has published its response."""
        return rules.Asked(
            due_on=self.due_on,
            opens_at=page.opens_at,
            closes_at=page.closes_at,
            given=self.given_id is not None,
            none=self.no_statement_at is not None,
            withdrawn=self.withdrawn_at is not None,
            answered=answered,
        )


class InvitationLetter(Outgoing):
    """A mail to a party, once each: ``number`` 0 is the request."""

    class What(models.TextChoices):
        INVITATION = "invitation", pgettext_lazy("statement", "Request")
        REMINDER = "reminder", pgettext_lazy("statement", "Reminder")
        EXTENDED = "extended", pgettext_lazy("statement", "New due date")

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="letters")
    number = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(max_length=10, choices=What.choices, default=What.INVITATION)

    class Meta:
        verbose_name = _("mail to a party")
        verbose_name_plural = _("mails to parties")
        constraints = [models.UniqueConstraint(fields=["invitation", "number"], name="statement_letter_once")]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(state="waiting"), name="statement_letter_waiting"),
        ]
