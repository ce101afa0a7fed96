"""A municipality's own sets of questions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class QuestionSet(models.Model):
    """``questions``: blocks as an editor's form saves them, with the same ids in each language."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    name = models.CharField(_("name of the set"), max_length=80)
    questions = models.JSONField()

    class Meta:
        verbose_name = _("set of questions")
        verbose_name_plural = _("sets of questions")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                name="survey_question_set_name",
                violation_error_message=_("There is a set of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
