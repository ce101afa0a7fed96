"""What a moderated thing keeps of its judgement, so that its mark can be shown without asking for the case."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..rules import Rule


class Judged(models.Model):
    broken_rule = models.CharField(_("broken rule"), max_length=20, choices=Rule.choices, blank=True)
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)  # by a moderator, the last time

    class Meta:
        abstract = True

    @property
    def rule_label(self) -> str:
        return str(Rule(self.broken_rule).label) if self.broken_rule else ""
