"""An import of proposals, and the rows that it refused."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.moving.models import Intake

from ..moving import words


class Import(Intake):
    """``added``, ``known`` (there already) and ``refused`` count rows: of the trial until it is carried out, then of
    what was done. ``about``: encoding, columns passed over, how the first rows will look."""

    project_key = models.UUIDField(_("project"))
    added = models.PositiveIntegerField(_("added"), default=0)
    known = models.PositiveIntegerField(_("there already"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)

    class Meta:
        verbose_name = _("import of proposals")
        verbose_name_plural = _("imports of proposals")
        ordering = ["-at", "-id"]

    def get_absolute_url(self) -> str:
        return reverse("proposal_imports:show", args=[self.uuid])


class ImportProblem(models.Model):
    """Why a row was refused. The reason is put into words when it is read (`words`)."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="problems")
    line = models.PositiveIntegerField(_("line"))
    column = models.CharField(_("column"), max_length=20, blank=True)
    code = models.CharField(max_length=30)
    params = models.JSONField(default=dict)

    class Meta:
        ordering = ["line", "id"]
        indexes = [models.Index(fields=["of", "line", "id"], name="import_problem_line")]

    def __str__(self) -> str:
        return f"{self.line}: {self.code}"

    @property
    def reason(self) -> Any:
        return words.reason(self.code, self.params)
