"""What staff find in answers that are texts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .answers import Response


class AnswerTheme(models.Model):
    """A theme that answers to one question are about, in the municipality's words."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    survey_key = models.UUIDField()
    question = models.CharField(max_length=64)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("theme of answers")
        verbose_name_plural = _("themes of answers")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey_key", "question", "name"],
                name="survey_theme_once",
                violation_error_message=_("There is a theme of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ThemedAnswer(models.Model):
    """That the answer in a response is about a theme. Neither who found it nor when is kept here."""

    theme = models.ForeignKey(AnswerTheme, models.CASCADE, related_name="answers")
    response = models.ForeignKey(Response, models.CASCADE, related_name="themed")

    class Meta:
        verbose_name = _("answer with a theme")
        verbose_name_plural = _("answers with themes")
        constraints = [models.UniqueConstraint(fields=["theme", "response"], name="survey_answer_theme_once")]

    def __str__(self) -> str:
        return f"{self.theme}"
