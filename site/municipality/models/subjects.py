"""What matters are sorted by: themes and areas."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from wagtail.models import Site

from core.addresses import reverse
from core.fields import LocalizedField, LocalizedText
from municipality.geo import validate_outline


class Theme(TagBase):
    """A subject that matters are sorted by (traffic, school …), with its name in every language."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="themes", verbose_name=_("municipality"))
    name = models.CharField(_("key"), max_length=100, editable=False)
    slug = models.SlugField(
        _("slug"), max_length=100, blank=True, help_text=_("In addresses. Left empty, it is made from the name.")
    )
    names = LocalizedField(_("name"), max_length=60)

    free_tagging = False

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="theme_slug_in_site")]

    def __str__(self) -> str:
        return str(self.names)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = main_name(self.names)
        self.slug = self.slug or free_slug(self, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("subjects:theme", args=[self.slug])


class Area(models.Model):
    """A part of the municipality. `outline`: a GeoJSON Polygon or MultiPolygon (WGS 84, lon/lat), or empty."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="areas", verbose_name=_("municipality"))
    slug = models.SlugField(
        _("slug"), max_length=60, blank=True, help_text=_("In addresses. Left empty, it is made from the name.")
    )
    names = LocalizedField(_("name"), max_length=60)
    outline = models.JSONField(
        _("outline"),
        default=dict,
        blank=True,
        validators=[validate_outline],
        help_text=_("A GeoJSON Polygon or MultiPolygon (WGS 84). May be left empty."),
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="area_slug_in_site")]

    def __str__(self) -> str:
        return str(self.names)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or free_slug(self, main_name(self.names))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("subjects:area", args=[self.slug])


class Boundary(models.Model):
    """An area as precisely as it was given, mended: what places are looked up in. `Area.outline` is drawn from it and
    simplified, so that pages stay light; an area without a boundary is its outline."""

    area = models.OneToOneField(Area, models.CASCADE, primary_key=True, related_name="boundary")
    wkb = models.BinaryField()  # WGS 84, Well-known binary (ISO 19125)

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self) -> str:
        return str(self.area)


def main_name(names: dict[str, str]) -> str:
    """The name in the installation's main language, or in the first that has one."""
    return LocalizedText(names).shown(settings.LANGUAGE_CODE)[0]


def free_slug(instance: Theme | Area, name: str) -> str:
    """A slug from a name that is not yet used in the municipality."""
    base = slugify(name)[:50] or "x"
    taken = set(
        type(instance)
        ._default_manager.filter(site_id=instance.site_id, slug__startswith=base)
        .values_list("slug", flat=True)
    )
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
