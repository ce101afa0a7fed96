"""What residents send: opinions and objections, and apart from them what the registry alone sees."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.acting.rules import Via
from core.fields import language_choices
from participation.moderation.models import Judged
from participation.moderation.rules import Standing

from ..rules import NAME_LENGTH, Naming, Noun, View


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def public(self) -> OpinionQuerySet:
        """Those whose words everybody may read."""
        return self.filter(standing=Standing.PUBLIC, removed_at=None)

    def of(self, key: UUID) -> OpinionQuerySet:
        return self.filter(consultation_key=key)


class Opinion(Judged):
    """``section``: the id of the section's block; empty: of the whole. ``anchor``: a paragraph's, within a section of
    draft text. ``name``: what stands above it in public, if anything. ``uuid`` is its sender's secret, from
    which the receipt follows (`receipts`); others know it by its ``key``."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    consultation_key = models.UUIDField()
    section = models.CharField(max_length=36, blank=True)
    anchor = models.CharField(max_length=64, blank=True)
    noun = models.CharField(max_length=10, choices=Noun.choices, default=Noun.OPINION)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="opinions")
    via = models.CharField(max_length=5, choices=Via.choices, default=Via.WEB)
    language = models.CharField(max_length=10, choices=language_choices)
    naming = models.CharField(max_length=6, choices=Naming.choices, default=Naming.HIDDEN)
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    organisation = models.CharField(_("organisation"), max_length=NAME_LENGTH, blank=True)
    body = models.TextField(_("opinion"), blank=True)
    place: models.JSONField[Any] = models.JSONField(_("place"), null=True, blank=True)  # a GeoJSON geometry
    agreed = models.PositiveIntegerField(default=0)
    disagreed = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("sent"))
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)  # by its writer
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.PUBLIC)
    was_public = models.BooleanField(default=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["consultation_key", "-created_at", "-id"], name="opinion_newest"),
            models.Index(fields=["consultation_key", "section", "-created_at", "-id"], name="opinion_of_section"),
            models.Index(
                fields=["consultation_key", "section", "anchor", "-created_at", "-id"],
                name="opinion_of_paragraph",
            ),
            models.Index(fields=["author", "-created_at"], name="opinion_author"),
            models.Index(fields=["site", "-created_at", "-id"], name="opinion_desk"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=[Standing.PUBLIC, Standing.HELD]) | Q(judged_at__isnull=False),
                name="judged_opinion_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60] or str(self.key)

    @property
    def anchor_id(self) -> str:
        """Its place on a page of opinions."""
        return f"o{self.pk}"

    @property
    def by_desk(self) -> bool:
        return self.via != Via.WEB

    @property
    def is_public(self) -> bool:
        return self.standing == Standing.PUBLIC and self.removed_at is None

    @property
    def is_held(self) -> bool:
        return self.mark == Standing.HELD

    @property
    def mark(self) -> str:
        """What stands in the place of its words, as `comments.Comment.mark`; nothing when the words are there."""
        if self.removed_at is not None:
            return str(Standing.GONE)
        return "" if self.standing == Standing.PUBLIC else str(self.standing)

    @property
    def is_gone(self) -> bool:
        return self.mark not in ("", Standing.HELD)


class OpinionContact(models.Model):
    """Who sent it and where the reply goes: read by the registry alone, with a reason, and gone by retention."""

    opinion = models.OneToOneField(Opinion, models.CASCADE, related_name="contact")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    full_name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    street = models.TextField(_("postal address"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        verbose_name = _("sender of an opinion")
        verbose_name_plural = _("senders of opinions")

    def __str__(self) -> str:
        return f"{self.opinion_id}"


class OpinionView(models.Model):
    """Whether somebody agrees, once for each opinion."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="views")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="opinion_views")
    view = models.CharField(max_length=8, choices=View.choices)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("view of an opinion")
        verbose_name_plural = _("views of opinions")
        constraints = [models.UniqueConstraint(fields=["opinion", "voter"], name="one_view_of_an_opinion")]

    def __str__(self) -> str:
        return f"{self.opinion_id} {self.view}"
