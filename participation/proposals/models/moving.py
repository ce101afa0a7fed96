"""An import, and the rows that it refused."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from ..moving import words


class Import(models.Model):
    """``added``, ``known`` (there already) and ``refused`` count rows: of the trial until it is carried out, then of
    what was done. ``about`` tells of the file: its encoding, columns passed over, how the first rows will look."""

    class Stage(models.TextChoices):
        GIVEN = "given", pgettext_lazy("import", "Not read yet")
        TRIED = "tried", pgettext_lazy("import", "Tried")
        BEGUN = "begun", pgettext_lazy("import", "Being brought in")
        DONE = "done", pgettext_lazy("import", "Brought in")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    project_key = models.UUIDField(_("project"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.GIVEN)
    added = models.PositiveIntegerField(_("added"), default=0)
    known = models.PositiveIntegerField(_("there already"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    about = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import of proposals")
        verbose_name_plural = _("imports of proposals")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.file_name


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
