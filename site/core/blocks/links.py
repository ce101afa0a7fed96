"""Where a link leads: a page of this site or an address elsewhere."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.versions import version_of


class LinkValue(blocks.StructValue):
    @property
    def href(self) -> str:
        """The address; empty when the page is no longer public."""
        page = self.get("page")
        if page is None:
            return self.get("url") or ""
        shown = version_of(page)
        return (shown.url or "") if shown.live else ""

    @property
    def text(self) -> str:
        """The words of the link: those given, else the page's title, else the address."""
        page = self.get("page")
        return self.get("label") or (version_of(page).title if page else self.get("url") or "")


class LinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Words of the link"), max_length=80, required=False)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("or an address elsewhere"), required=False, max_length=500)

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue

    def __init__(self, *args: Any, optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.optional = optional

    def clean(self, value: Any) -> Any:
        """Exactly one of page and address; an address also needs words."""
        cleaned = super().clean(value)
        page, url = cleaned.get("page"), cleaned.get("url")
        if page and url:
            raise StructBlockValidationError(
                {"url": ValidationError(_now("Choose a page or write an address, not both."))}
            )
        if not page and not url and not self.optional:
            raise StructBlockValidationError({"page": ValidationError(_now("Choose a page or write an address."))})
        if url and not cleaned.get("label"):
            raise StructBlockValidationError({"label": ValidationError(_now("Write what the link leads to."))})
        return cleaned
