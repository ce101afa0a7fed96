"""Pictures, documents and maps."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from core.maps import Point

from .places import LongitudeBlock

MEDIA = _("Pictures, files and maps")


class AltImageBlock(ImageBlock):
    """Wagtail's own, every field of which is named in the editor's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child_blocks["image"].label = _("Image")
        self.child_blocks["alt_text"].label = capfirst(_("alternative text"))


class PictureBlock(blocks.StructBlock):
    """An image is refused without words for those who do not see it, unless it is marked as decoration."""

    image = AltImageBlock(
        label=_("Image"),
        help_text=_("Say in the alternative text what the image tells. Mark as decorative only what adds nothing."),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=250, required=False)
    credit = blocks.CharBlock(
        label=_("Maker"), max_length=120, required=False, help_text=_("Who took or drew the picture.")
    )

    class Meta:
        icon = "image"
        label = _("Image")
        group = MEDIA
        template = "blocks/picture.html"
        description = _("One picture in the column of the text.")


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"), max_length=160, required=False, help_text=_("Left empty, the document's own title is shown.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")


def _file(item: Any) -> dict[str, str]:
    document = item["document"]
    note = ", ".join(filter(None, (document.file_extension.upper(), filesizeformat(document.file_size or 0))))
    return {"url": document.url, "title": item["title"] or document.title, "note": note}


class DocumentsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    items = blocks.ListBlock(FileBlock(), min_num=1, max_num=30, label=_("Documents"))

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        group = MEDIA
        template = "blocks/documents.html"
        description = _("Files with their kind and size.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "files": [_file(item) for item in value["items"] if item["document"]]}


class PlaceBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=120)
    text = blocks.CharBlock(label=_("Text"), max_length=250, required=False)
    latitude = blocks.DecimalBlock(label=_("Latitude"), min_value=-90, max_value=90, max_digits=9, decimal_places=6)
    longitude = LongitudeBlock(label=_("Longitude"), min_value=-180, max_value=180, max_digits=9, decimal_places=6)

    class Meta:
        icon = "site"
        label = _("Place")


class MapBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    places = blocks.ListBlock(PlaceBlock(), max_num=60, default=[], label=_("Places"))
    areas = blocks.ListBlock(SnippetChooserBlock("municipality.Area"), max_num=20, default=[], label=_("Areas"))

    class Meta:
        icon = "site"
        label = _("Map")
        group = MEDIA
        template = "blocks/map.html"
        description = _("Places and areas on a map, with the same as a list.")
        preview_value = {
            "title": "Uimarannat",
            "places": [{"name": "Kirkkoranta", "text": "", "latitude": "60.155", "longitude": "23.93"}],
            "areas": [],
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["points"] = [
            Point(lat=float(place["latitude"]), lon=float(place["longitude"]), label=place["name"])
            for place in value["places"]
        ]
        context["areas"] = [area for area in value["areas"] if area]
        return context
