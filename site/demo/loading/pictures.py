"""The pictures, into the municipality's own collection."""

from __future__ import annotations

from django.core.files.base import ContentFile
from wagtail.images.models import Image
from wagtail.models import Collection

from accounts.groups import collection_of

from .desk import FOLDER, SOURCE, Desk

MAKER = "Raitti"


def add(desk: Desk) -> None:
    collection = collection_of(desk.site) or Collection.get_first_root_node()
    for name, alt in desk.alts.items():
        content = ContentFile((FOLDER / "pictures" / f"{name}.webp").read_bytes(), name=f"{name}.webp")
        desk.images[name] = Image.objects.create(
            title=name.replace("-", " ").capitalize(), description=alt[SOURCE], file=content, collection=collection
        )
