"""Comments, threaded one level. A removed one leaves a tombstone."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.roles import Role
from core.fields import language_choices


class Comment(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    target_kind = models.CharField(max_length=20)
    target_id = models.BigIntegerField()
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)  # the public role when it was written
    language = models.CharField(max_length=10, choices=language_choices)
    body = models.TextField(_("comment"))
    created_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "id"]
        permissions = [("moderate_comment", "Can moderate comments")]
        indexes = [
            models.Index(
                fields=["target_kind", "target_id", "created_at", "id"],
                condition=Q(parent=None),
                name="comment_threads",
            ),
            models.Index(fields=["author", "-created_at"], name="comment_author"),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    @property
    def anchor(self) -> str:
        return f"c{self.pk}"

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None
