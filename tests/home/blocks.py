"""One of every block, as an editor would save them."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.documents.models import Document
from wagtail.images.models import Image

from tests import factories


def image(title: str = "laituri", width: int = 60, height: int = 40) -> Image:
    return Image.objects.create(title=title, file=ImageFile(factories.picture(width, height), name=f"{title}.jpg"))


def document() -> Document:
    return Document.objects.create(title="Aukioloajat", file=ContentFile(b"%PDF-1.4", name="auki.pdf"), file_size=8)


def every(area: Any, contact: Any) -> list[dict[str, Any]]:
    """Raw data of `core.blocks.BodyStream`."""
    return [
        {"type": "heading", "value": {"text": "Sauna avautuu", "level": "2"}},
        {"type": "text", "value": "<p>Sauna lämpiää <b>kohta</b>.</p>"},
        {"type": "heading", "value": {"text": "Alaotsikko", "level": "3"}},
        {"type": "quote", "value": {"text": "Laituri on kaikkien.", "who": "Aino", "role": "asukas"}},
        {
            "type": "picture",
            "value": {
                "image": {"image": image().pk, "alt_text": "Uusi laituri", "decorative": False},
                "caption": "Laituri toukokuussa.",
                "credit": "Raitti",
            },
        },
        {"type": "facts", "value": {"title": "Lyhyesti", "items": [{"term": "Hinta", "value": "12 €"}]}},
        {
            "type": "steps",
            "value": {
                "title": "Näin",
                "items": [{"title": "Ehdota", "text": "<p>Kirjoita.</p>"}, {"title": "Odota", "text": ""}],
            },
        },
        {
            "type": "table",
            "value": {
                "data": [["Vuoro", "Hinta"], ["Ilta", "12 €"], ["Avoin", None]],
                "table_caption": "Saunavuorot",
                "table_header_choice": "both",
                "first_row_is_table_header": True,
                "first_col_is_header": True,
            },
        },
        {
            "type": "accordion",
            "value": {"title": "Kysyttyä", "items": [{"title": "Kuka?", "text": "<p>Jokainen.</p>"}]},
        },
        {
            "type": "call_to_action",
            "value": {
                "title": "Onko ajatus?",
                "text": "Kerro.",
                "link": {"label": "Ehdota", "page": None, "url": "https://example.org/"},
            },
        },
        {"type": "contact", "value": {"page": contact.pk, "name": "", "role": "", "phone": "", "email": ""}},
        {
            "type": "documents",
            "value": {"title": "Asiakirjat", "items": [{"document": document().pk, "title": "Ajat"}]},
        },
        {
            "type": "map",
            "value": {
                "title": "Rannat",
                "places": [{"name": "Kirkkoranta", "text": "Laituri", "latitude": "60.12", "longitude": "23.92"}],
                "areas": [area.pk],
            },
        },
    ]
