"""What belongs to a municipality, which is a Wagtail Site."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from wagtail.models import Site

from core.fields import LocalizedField


class Theme(TagBase):
    """A subject that matters are sorted by (traffic, school …), with its name in every language."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="themes")
    name = models.CharField(_("key"), max_length=100, editable=False)
    slug = models.SlugField(_("slug"), max_length=100)
    names = LocalizedField(_("name"), max_length=60)

    free_tagging = False

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="theme_slug_in_site")]

    def __str__(self) -> str:
        return str(self.names)


class Area(models.Model):
    """A part of the municipality. `outline`: a GeoJSON Polygon or MultiPolygon (WGS 84, lon/lat), or empty."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="areas")
    slug = models.SlugField(_("slug"), max_length=60)
    names = LocalizedField(_("name"), max_length=60)
    outline = models.JSONField(_("outline"), default=dict, blank=True)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="area_slug_in_site")]

    def __str__(self) -> str:
        return str(self.names)
