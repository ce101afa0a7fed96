"""Comments, threaded one level. A removed one leaves a tombstone: `Comment.mark` says which."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.acting.rules import Via
from accounts.roles import Role
from core.fields import language_choices
from participation.moderation.models import Judged
from participation.moderation.rules import Standing


class CommentQuerySet(models.QuerySet["Comment"]):
    def public(self) -> CommentQuerySet:
        """Those whose words everybody may read."""
        return self.filter(standing=Standing.PUBLIC, removed_at=None)


class Comment(Judged):
    """``standing`` is what moderators think of it; ``was_public``: whether it has ever been before the public."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    target_kind = models.CharField(max_length=20)
    target_id = models.BigIntegerField()
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)  # the public role when it was written
    via = models.CharField(max_length=5, choices=Via.choices, default=Via.WEB)
    language = models.CharField(max_length=10, choices=language_choices)
    body = models.TextField(_("comment"))
    created_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)  # by its writer
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.PUBLIC)
    was_public = models.BooleanField(default=True)

    objects = CommentQuerySet.as_manager()

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
            models.Index(fields=["target_kind", "target_id", "created_at", "id"], name="comment_of_thing"),
            models.Index(fields=["author", "-created_at"], name="comment_author"),
            models.Index(fields=["site", "-created_at", "-id"], name="comment_desk"),
            models.Index(fields=["parent", "created_at", "id"], condition=~Q(parent=None), name="comment_replies"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=[Standing.PUBLIC, Standing.HELD]) | Q(judged_at__isnull=False),
                name="judged_comment_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    @property
    def anchor(self) -> str:
        return f"c{self.pk}"

    @property
    def by_desk(self) -> bool:
        """Whether the service desk wrote it down for its writer."""
        return self.via != Via.WEB

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def is_public(self) -> bool:
        return self.standing == Standing.PUBLIC and self.removed_at is None

    @property
    def is_held(self) -> bool:
        return self.mark == Standing.HELD

    @property
    def mark(self) -> str:
        """What stands in the place of its words: ``gone`` (its writer removed it), ``held``, ``hidden``, ``removed``,
        ``rejected``; nothing when the words are there."""
        if self.removed_at is not None:
            return str(Standing.GONE)
        return "" if self.standing == Standing.PUBLIC else str(self.standing)

    @property
    def is_past_its_writer(self) -> bool:
        """Removed, or judged so that its writer changes it no more."""
        return self.mark not in ("", Standing.HELD)
