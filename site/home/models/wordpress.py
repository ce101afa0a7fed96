"""Imports from WordPress, what they brought, and what needs a hand."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from core.moving.models import Intake

from ..wordpress import words


class WordPressImport(Intake):
    """``added`` and ``known`` (there already) count pages: of the trial until it is carried out, then of what was
    done. ``about``: the old site's address, and how much of what kind was left out."""

    added = models.PositiveIntegerField(_("added"), default=0)
    known = models.PositiveIntegerField(_("there already"), default=0)

    class Meta:
        verbose_name = _("import from WordPress")
        verbose_name_plural = _("imports from WordPress")
        ordering = ["-at", "-id"]

    def get_absolute_url(self) -> str:
        return reverse("wordpress_imports:show", args=[self.uuid])


class WordPressPage(models.Model):
    """Which post a page was made of, so that it is not made twice. It goes with the page: what was deleted here can be
    brought in again. ``filled``: its text is there too."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    source = models.UUIDField()  # of the old site's address and the post's number
    page = models.OneToOneField(Page, models.CASCADE, related_name="wordpress")
    of = models.ForeignKey(WordPressImport, models.SET_NULL, null=True, related_name="pages")
    filled = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "source"], name="wordpress_post_once")]

    def __str__(self) -> str:
        return f"{self.source} → {self.page_id}"


class WordPressFinding(models.Model):
    """Something that needs a hand, on a page or beside them. It is put into words when it is read (`words`)."""

    of = models.ForeignKey(WordPressImport, models.CASCADE, related_name="findings")
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(_("page"), max_length=255)
    language = models.CharField(_("language"), max_length=10, blank=True)
    code = models.CharField(max_length=30)
    params = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["of", "code", "id"], name="wordpress_finding_code")]

    def __str__(self) -> str:
        return f"{self.title}: {self.code}"

    @property
    def reason(self) -> Any:
        return words.reason(self.code, self.params)
