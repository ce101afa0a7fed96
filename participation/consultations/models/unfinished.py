"""Opinions that were begun and saved to go on with later."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import language_choices


class UnfinishedOpinion(models.Model):
    """``typed``: the form's fields as they stood. It is an account's (``user``) or a browser's: ``holder`` stands for the
    secret that its cookie has. Each keeps one to a section or paragraph."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    consultation_key = models.UUIDField()
    section = models.CharField(max_length=36, blank=True)
    anchor = models.CharField(max_length=64, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    holder = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10, choices=language_choices)
    typed = models.JSONField(default=dict)
    saved_on = models.DateField()

    class Meta:
        verbose_name = _("unfinished opinion")
        verbose_name_plural = _("unfinished opinions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["saved_on"], name="unfinished_opinion_age")]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, holder="") | Q(user__isnull=True) & ~Q(holder=""),
                name="unfinished_opinion_is_somebodys",
            ),
            models.UniqueConstraint(
                fields=["user", "consultation_key", "section", "anchor"],
                condition=Q(user__isnull=False),
                name="one_unfinished_opinion_of_account",
            ),
            models.UniqueConstraint(
                fields=["holder", "consultation_key", "section", "anchor"],
                condition=~Q(holder=""),
                name="one_unfinished_opinion_of_browser",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
