"""Documents of pages, into the municipality's own collection."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection

from accounts.groups import collection_of

from .body import Writer
from .desk import FOLDER, Desk


def document(desk: Desk, writer: Writer, spec: dict[str, Any]) -> dict[str, Any]:
    """As a line of a block of documents, in the writer's language."""
    name = writer.say(spec["file"])
    content = (FOLDER / "documents" / name).read_bytes()
    made = get_document_model().objects.create(
        title=writer.say(spec["title"]),
        file=ContentFile(content, name=name),
        file_size=len(content),
        collection=collection_of(desk.site) or Collection.get_first_root_node(),
    )
    return {"document": made.pk, "title": ""}
