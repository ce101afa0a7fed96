"""Which documents the published pages hold, and when what was read of them goes into the index."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from wagtail.documents.models import Document as WagtailDocument
from wagtail.models import Collection, Page

from core.jobs.actions import QUEUE

from .. import actions
from ..registry import Document, Source
from .extracting import ENDINGS, extract
from .models import Attachment, Holding, Reading

logger = logging.getLogger(__name__)
KIND = "document"
MOST_PATH = 400


def documents_in(page: Any) -> set[int]:
    """Ids of the documents that the page's fields refer to."""
    found: set[int] = set()
    for field in page._meta.get_fields():
        if hasattr(field, "extract_references"):
            references = field.extract_references(field.value_from_object(page))
            found |= {int(key) for model, key, *_path in references if issubclass(model, WagtailDocument)}
        elif field.concrete and field.is_relation and field.related_model is WagtailDocument and field.many_to_one:
            found |= {key for key in [getattr(page, field.attname)] if key}
    return found


def follow(page: Any, *, public: bool) -> None:
    """Take down what a page holds now, and have it read once the transaction is through. One query, more when it holds
    any."""
    held = set(Holding.objects.filter(page_id=page.pk).values_list("document_id", flat=True))
    wanted = documents_in(page) if public else set()
    if wanted:
        wanted = set(WagtailDocument.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if gone := held - wanted:
        Holding.objects.filter(page_id=page.pk, document_id__in=gone).delete()
        _take_out(gone)
    new = [Holding(page_id=page.pk, document_id=key) for key in sorted(wanted - held)]
    if new:
        Holding.objects.bulk_create(new, ignore_conflicts=True)
    if held | wanted:
        read_later(held | wanted)


def forget_page(page_id: int) -> None:
    held = list(Holding.objects.filter(page_id=page_id).values_list("document_id", flat=True))
    if held:
        Holding.objects.filter(page_id=page_id).delete()
        _take_out(held)
        read_later(held)


def document_saved(instance: Any, **kwargs: Any) -> None:
    if Holding.objects.filter(document_id=instance.pk).exists():
        if _is_private(instance):
            _take_out([instance.pk])
        read_later([instance.pk])


def document_deleted(instance: Any, **kwargs: Any) -> None:
    actions.remove(kind=KIND, object_id=instance.pk)
    read_later([instance.pk])  # whoever reads it just now would put it back


def collection_restricted(instance: Any, **kwargs: Any) -> None:
    """Documents of a collection were closed or opened."""
    _follow_collection(instance.collection)


def collection_saved(instance: Any, created: bool, **kwargs: Any) -> None:
    """Perhaps moved: Wagtail does that after saving, in the same transaction, and tells nobody."""
    if not created:
        transaction.on_commit(lambda: _follow_collection(Collection.objects.get(pk=instance.pk)))


def _follow_collection(collection: Any) -> None:
    within = collection.get_descendants(inclusive=True)
    held = Holding.objects.filter(document__collection__in=within).values_list("document_id", flat=True)
    if ids := set(held):
        _take_out(ids)
        read_later(ids)


def _take_out(ids: Iterable[int]) -> None:
    """At once: the task, which may have to wait, puts back what may still be found."""
    actions.remove_many(kind=KIND, object_ids=ids)


def read_later(ids: Iterable[int]) -> None:
    wanted = sorted(ids)
    transaction.on_commit(lambda: read_documents.enqueue(wanted))


@task(queue_name=QUEUE)
def read_documents(ids: list[int]) -> None:
    """Read what is new of these, and bring the index up to date with them."""
    there: set[int] = set()
    for document in WagtailDocument.objects.filter(pk__in=ids).select_related("collection"):
        there.add(document.pk)
        try:
            _bring_up_to_date(document)
        except Exception:  # one bad file does not stop the others
            logger.exception("Document %s could not be brought up to date", document.pk)
    actions.remove_many(kind=KIND, object_ids=set(ids) - there)


def _bring_up_to_date(document: Any) -> None:
    is_found = not _is_private(document) and Holding.objects.filter(document=document).exists()
    if is_found:
        _read(document)
    with transaction.atomic():
        actions.remove(kind=KIND, object_id=document.pk)
        if is_found:
            actions.put_many(documents=_documents(document.pk))


def _is_private(document: Any) -> bool:
    return bool(document.collection.get_view_restrictions())


def _read(document: Any) -> None:
    """Nothing happens while the file is the one that was read."""
    ending = document.file_extension.lower()
    version = f"{document.file.name} {document.file_hash}"[:300]
    if ending not in ENDINGS or Attachment.objects.filter(document=document, version=version).exists():
        return
    try:
        found = extract(document.file, ending)
    except OSError:  # the storage has no such file
        found = None
    kept = version if found else ""  # without a version it is tried again
    values: dict[str, Any] = {"version": kept, "state": found.state if found else Reading.BROKEN}
    values |= {"text": found.text if found else "", "is_cut": bool(found and found.is_cut)}
    Attachment.objects.update_or_create(document=document, defaults=values)


def _documents(document_id: int | None = None, site_id: int | None = None) -> Iterator[Document]:
    """In each language the first page that holds a document stands for all. A document whose text cannot be read is
    found by its title."""
    from ..pages import _document as document_of_page

    rows = Holding.objects.filter(page__live=True).order_by("document_id", "page_id")
    if document_id is not None:
        rows = rows.filter(document_id=document_id)
    seen: set[tuple[int, str]] = set()
    for row in rows.select_related("document__collection").iterator(chunk_size=200):
        page = Page.objects.filter(pk=row.page_id).select_related("locale").first()
        page = page.specific if page else None
        base = document_of_page(page) if page is not None and not _is_private(row.document) else None
        if base is None or (row.document_id, base.language) in seen or site_id not in (None, base.site_id):
            continue
        seen.add((row.document_id, base.language))
        text = Attachment.objects.filter(document_id=row.document_id).values_list("text", flat=True).first()
        yield replace(
            base,
            kind=KIND,
            object_id=row.document_id,
            title=row.document.title,
            text=text or "",
            created=row.document.created_at,
            path=f"{base.path}|{row.document_id}/{row.document.filename}"[:MOST_PATH],
            opens=None,
            closes=None,
        )


def _file(path: str) -> tuple[str, str]:
    number, _slash, name = path.partition("|")[2].partition("/")
    return (reverse("wagtaildocs_serve", args=[number, name]), name) if number.isdigit() and name else ("", "")


SOURCE = Source(
    kind=KIND,
    label=_("Document"),
    plural=_("Documents"),
    documents=lambda site_id: _documents(site_id=site_id),
    url=lambda path: path.partition("|")[0],
    by_language=True,
    file=_file,
)
