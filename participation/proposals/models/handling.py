"""The municipality's side of a proposal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import LocalizedField

from ..rules import State
from .proposal import Proposal


class Handling(models.Model):
    """A step of the municipality: the state it set, what it says, who signs, who recorded it and when."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="handlings")
    before = models.CharField(max_length=12, choices=State.choices)
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
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(state=State.REJECTED) | ~Q(text={}), name="rejection_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.state}"

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def has_decision(self) -> bool:
        return bool(self.decision_title or self.decision_body or self.decision_url)
