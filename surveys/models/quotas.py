"""How many answers a survey takes."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class Quota(models.Model):
    """``most`` responses that chose ``option``; of the whole survey where both are empty. ``taken`` is counted in the
    transaction that sends the answers."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    survey_key = models.UUIDField()
    question = models.CharField(max_length=64, blank=True)
    option = models.CharField(max_length=64, blank=True)
    most = models.PositiveIntegerField(_("at most, answers"), validators=[MinValueValidator(1)])
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("quota of a survey")
        verbose_name_plural = _("quotas of surveys")
        ordering = ["survey_key", "question", "option"]
        constraints = [
            models.UniqueConstraint(fields=["survey_key", "question", "option"], name="survey_quota_once"),
            models.CheckConstraint(
                condition=Q(question="", option="") | ~Q(question="") & ~Q(option=""), name="survey_quota_of_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_key} {self.taken} / {self.most}"

    @property
    def is_full(self) -> bool:
        return self.taken >= self.most

    @property
    def pair(self) -> tuple[str, str]:
        return self.question, self.option
