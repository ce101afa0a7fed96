"""Wagtail's pages as sources: every page model with a ``search_kind`` (`core.pages.BasePage`).

Found are published pages that anyone may read. An alias repeats another language's text and stays out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail import signals
from wagtail.documents.models import Document as WagtailDocument
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, get_page_models

from core.pages import open_to_all

from . import actions
from .attachments import following
from .models import Entry
from .registry import Document, Source, register


def connect() -> None:
    """Register a source for each kind of page, and follow what Wagtail tells of pages."""
    for kind, models in _models_by_kind().items():
        label, plural = models[0].search_labels
        register(
            Source(
                kind=kind,
                label=label,
                plural=plural,
                documents=partial(_documents, models),
                by_language=True,
            )
        )
    register(following.SOURCE)
    post_save.connect(following.document_saved, sender=WagtailDocument, dispatch_uid="search_document_saved")
    post_delete.connect(following.document_deleted, sender=WagtailDocument, dispatch_uid="search_document_gone")
    signals.page_published.connect(_published, dispatch_uid="search_published")
    signals.page_unpublished.connect(_unpublished, dispatch_uid="search_unpublished")
    signals.page_slug_changed.connect(_moved, dispatch_uid="search_slug")
    signals.post_page_move.connect(_moved, dispatch_uid="search_moved")
    post_save.connect(_saved, dispatch_uid="search_saved")
    pre_delete.connect(_going, sender=Page, dispatch_uid="search_going")
    post_save.connect(following.collection_restricted, sender=CollectionViewRestriction, dispatch_uid="search_closed")
    post_delete.connect(following.collection_restricted, sender=CollectionViewRestriction, dispatch_uid="search_opened")
    post_save.connect(following.collection_saved, sender=Collection, dispatch_uid="search_collection")
    post_delete.connect(_deleted, sender=Page, dispatch_uid="search_deleted")
    post_save.connect(_restricted, sender=PageViewRestriction, dispatch_uid="search_restricted")
    post_delete.connect(_restricted, sender=PageViewRestriction, dispatch_uid="search_freed")


def _models_by_kind() -> dict[str, list[Any]]:
    kinds: dict[str, list[Any]] = defaultdict(list)
    for model in get_page_models():
        if kind := getattr(model, "search_kind", None):
            kinds[kind].append(model)
    return dict(kinds)


def kinds_of_pages() -> frozenset[str]:
    """What pages are called among findable things."""
    return frozenset(_models_by_kind())


def _documents(models: Iterable[type[Page]], site_id: int | None) -> Iterator[Document]:
    for page in public_pages(models):
        document = _document(page)
        if document and site_id in (None, document.site_id):
            yield document


def public_pages(models: Iterable[type[Page]] | None = None) -> Iterator[Any]:
    """Every published page that anybody may read and that can be found; of some models only."""
    wanted = models if models is not None else [model for found in _models_by_kind().values() for model in found]
    for model in wanted:
        pages = model._default_manager.live().public().filter(alias_of__isnull=True).select_related("locale")
        yield from pages.iterator(chunk_size=200)


def _document(page: Any) -> Document | None:
    """``None`` for a page that stands under no municipality."""
    parts = page.get_url_parts()
    if parts is None or parts[2] is None:
        return None
    site_id, _root_url, path = parts
    opens, closes = page.search_period()
    return Document(
        site_id=site_id,
        kind=page.search_kind,
        object_id=page.pk,
        language=page.locale.language_code,
        title=page.title,
        text=page.search_text(),
        created=page.search_date() or timezone.now(),
        path=path,
        key=str(page.translation_key),
        theme_ids=tuple(page.search_theme_ids()),
        opens=opens,
        closes=closes,
        project_key=page.search_project_key(),
        area_id=page.search_area_id(),
    )


def renew(page: Any) -> None:
    """Bring the index up to date with one page, whatever happened to it."""
    kind = getattr(page, "search_kind", None)
    if not kind:
        return
    hidden = not page.live or page.alias_of_id or not open_to_all(Page.objects.filter(pk=page.pk)).exists()
    document = None if hidden else _document(page)
    if document:
        actions.put(document=document)
    else:
        actions.remove(kind=kind, object_id=page.pk)
    following.follow(page, public=document is not None)


def _put_tree(page: Page) -> None:
    """The page and all below it: their addresses or their readers changed."""
    tree = Page.objects.live().descendant_of(page, inclusive=True).specific()
    for below in tree.iterator(chunk_size=100):
        renew(below)


def _published(instance: Page, **kwargs: Any) -> None:
    renew(instance.specific)


def _unpublished(instance: Page, **kwargs: Any) -> None:
    _forget(instance.pk)


def _saved(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A page made live in code, which Wagtail does not tell of, or taken off. What is saved of a live page later may
    be a draft, so it waits for its publishing."""
    if isinstance(instance, Page) and not raw and (created or not instance.live):
        if instance.live:
            renew(instance)
        elif not created:
            _forget(instance.pk)


def _deleted(instance: Page, **kwargs: Any) -> None:
    _forget(instance.pk)


def _going(instance: Page, **kwargs: Any) -> None:
    """While it is still known what the page holds."""
    following.forget_page(instance.pk)


def _moved(instance: Page, **kwargs: Any) -> None:
    _put_tree(instance)


def _restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    _put_tree(instance.page)


def _forget(page_id: int) -> None:
    Entry.objects.filter(kind__in=_models_by_kind(), object_id=page_id).delete()
    following.forget_page(page_id)
