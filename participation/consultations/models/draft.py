"""A draft text as it was published, and as it stood in each of its versions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import language_choices

from ..drafts.anchors import Anchored
from ..drafts.paragraphs import Kind, Paragraph
from ..drafts.translations import Line


class DraftVersion(models.Model):
    """From one change of its words to the next. ``section``: the id of the block."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    consultation_key = models.UUIDField()
    section = models.CharField(max_length=36)
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a draft text")
        verbose_name_plural = _("versions of draft texts")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation_key", "section", "number"], name="one_number_of_a_draft")
        ]

    def __str__(self) -> str:
        return f"{self.consultation_key} {self.section} {self.number}"


class DraftParagraph(models.Model):
    """In a language. Opinions hang on ``anchor``, which the languages share; without one it cannot be commented.
    ``is_gone``: it stood here in an earlier version; ``joined`` and ``parted``: as `drafts.anchors.Anchored`;
    ``foreign``: the words are the source's."""

    version = models.ForeignKey(DraftVersion, models.CASCADE, related_name="paragraphs")
    language = models.CharField(max_length=10, choices=language_choices)
    position = models.PositiveIntegerField()
    anchor = models.UUIDField(null=True)
    kind = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField(default=0)
    marker = models.CharField(max_length=8, blank=True)
    label = models.CharField(max_length=16, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    is_gone = models.BooleanField(default=False)
    joined = models.UUIDField(null=True)
    parted = models.UUIDField(null=True)
    foreign = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("paragraph of a draft text")
        verbose_name_plural = _("paragraphs of draft texts")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "language", "position"], name="one_paragraph_in_its_place"),
            models.UniqueConstraint(fields=["version", "language", "anchor"], name="an_anchor_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:60]}"

    @classmethod
    def of(cls, version: DraftVersion, language: str, position: int, line: Line) -> DraftParagraph:
        words = line.paragraph
        return cls(
            version=version,
            language=language,
            position=position,
            anchor=line.anchor,
            kind=words.kind,
            level=words.level,
            marker=words.marker,
            label=words.label,
            text=words.text,
            html=words.html,
            is_gone=line.is_gone,
            joined=line.joined,
            parted=line.parted,
            foreign=line.foreign,
        )

    @property
    def paragraph(self) -> Paragraph:
        return Paragraph(
            kind=Kind(self.kind),
            text=self.text,
            html=self.html,
            level=self.level,
            marker=self.marker,
            label=self.label,
        )

    @property
    def anchored(self) -> Anchored | None:
        """``None`` for one of a language alone."""
        if self.anchor is None:
            return None
        return Anchored(
            anchor=self.anchor,
            paragraph=self.paragraph,
            is_gone=self.is_gone,
            joined=self.joined,
            parted=self.parted,
        )
