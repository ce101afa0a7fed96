"""A link that an editor sets: a page, a named place or an address, with words of its own if need be."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.fields import LocalizedField
from municipality import destinations


def validate_address(value: str) -> None:
    """A web address, or a path of this site that begins with a slash."""
    if value.startswith("/") and not value.startswith("//"):
        return
    URLValidator(schemes=["http", "https"])(value)


class LinkMixin(models.Model):
    """Exactly one of `page`, `place` and `url`; `label` falls back to the page's title or the place's name."""

    label = LocalizedField(
        _("words"), max_length=60, blank=True, help_text=_("Left empty, the page's own title is shown.")
    )
    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    place = models.CharField(_("or a part of the site"), max_length=30, blank=True)
    url = models.CharField(_("or an address"), max_length=500, blank=True, validators=[validate_address])

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.label) or (self.page.title if self.page else self.place or self.url)

    def clean(self) -> None:
        super().clean()
        if sum(bool(target) for target in (self.page_id, self.place, self.url)) != 1:
            raise ValidationError({"page": _now("Choose one: a page, a part of the site or an address.")})
        if self.place and self.place not in destinations.names():
            raise ValidationError({"place": _now("There is no such part of the site.")})
        if self.url and not self.label:
            raise ValidationError({"label": _now("Write what the link leads to.")})
