"""What the municipality says of a proposal: published steps, and answers that wait to be published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import LocalizedField, LocalizedText

from ..rules import State
from .proposal import Proposal

DECISION = ("title", "body", "date", "number", "url")


class Answer(models.Model):
    """The state it sets, what it says, who signs, what was decided."""

    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    text = LocalizedField(_("answer"), long=True, blank=True)
    signed = LocalizedField(
        _("signed by"), max_length=120, blank=True, help_text=_("An office, such as «Head of sports».")
    )
    decision_title = LocalizedField(_("decision"), max_length=160, blank=True)
    decision_body = LocalizedField(
        _("decided by"),
        max_length=120,
        blank=True,
        help_text=_("Body and section, such as «Technical committee § 41»."),
    )
    decision_date = models.DateField(_("meeting date"), null=True, blank=True)
    decision_number = models.CharField(_("case number"), max_length=40, blank=True)
    decision_url = models.URLField(_("decision's address"), blank=True)

    class Meta:
        abstract = True

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def has_decision(self) -> bool:
        return bool(self.decision_title or self.decision_body or self.decision_url)

    @property
    def decision(self) -> dict[str, Any]:
        """What `actions.answer` takes: any of ``title, body, date, number, url`` that is not empty."""
        values = {name: getattr(self, f"decision_{name}") for name in DECISION}
        return {name: value for name, value in values.items() if value}


class Handling(Answer):
    """A step of the municipality, published: who recorded it and when."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="handlings")
    before = models.CharField(max_length=12, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(state=State.REJECTED) | ~Q(text={}), name="rejection_has_reason"),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="handling_newest")]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.state}"

    @property
    def anchor(self) -> str:
        return f"answer-{self.pk}"


class DraftAnswer(Answer):
    """An answer that waits: seen by staff only, published as a `Handling` and gone then. Last saved by whom and when."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="draft_answer")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft answer")
        verbose_name_plural = _("draft answers")

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.state}"


class AnswerTemplate(models.Model):
    """Words that answers begin from."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name=_("municipality"))
    names = LocalizedField(_("name"), max_length=80, help_text=_("Seen by staff only."))
    text = LocalizedField(
        _("text"), long=True, max_length=5000, help_text=_("Plain text. Whoever answers can change it.")
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=State.choices,
        blank=True,
        help_text=_("Chosen together with the text. Empty: the state stays as it is."),
    )

    class Meta:
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(LocalizedText(self.names))

    @property
    def state_label(self) -> str:
        return str(State(self.state).label) if self.state else ""
