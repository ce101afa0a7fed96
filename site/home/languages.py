"""What must happen to the other language versions when the source of a page changes.

wagtail-localize mirrors new pages and their texts, not what happens to the page: moves, unpublishing and deletion of
the source do not reach a translated page, and copying a tree leaves wrong numbers of children behind. These are
receivers of Wagtail's own signals and hooks. A page in the source locale leads; its translations follow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import Signal
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done, page_published, page_unpublished, post_page_move
from wagtail_localize.models import LocaleSynchronization


def connect() -> None:
    receivers: tuple[tuple[Signal, Any], ...] = (
        (page_published, _after_publish),
        (page_unpublished, _after_unpublish),
        (post_page_move, _after_move),
        (copy_for_translation_done, _after_copy),
    )
    for signal, receiver in receivers:
        signal.connect(receiver, dispatch_uid=f"home.languages.{receiver.__name__}")
    pre_delete.connect(_before_delete, dispatch_uid="home.languages.delete")


def followers(page: Page) -> list[Page]:
    """The translations and aliases of a page in the locales that follow its own."""
    targets = LocaleSynchronization.objects.filter(sync_from_id=page.locale_id).values("locale_id")
    return list(Page.objects.filter(translation_key=page.translation_key, locale_id__in=targets).exclude(pk=page.pk))


def mend_child_counts(pages: Iterable[Page]) -> None:
    """Set `numchild` of pages to the number of children they have: a wrong one hides them or breaks the tree."""
    for page in pages:
        children = Page.objects.filter(path__startswith=page.path, depth=page.depth + 1).count()
        Page.objects.filter(pk=page.pk).exclude(numchild=children).update(numchild=children)


def mend_all_child_counts() -> int:
    """`mend_child_counts` for the whole tree. Returns how many were wrong."""
    counts: dict[str, int] = {}
    for path in Page.objects.values_list("path", flat=True):
        parent = path[: -Page.steplen]
        counts[parent] = counts.get(parent, 0) + 1
    wrong = [page for page in Page.objects.only("pk", "path", "numchild") if page.numchild != counts.get(page.path, 0)]
    for page in wrong:
        Page.objects.filter(pk=page.pk).update(numchild=counts.get(page.path, 0))
    return len(wrong)


def _parents(page: Page) -> list[Page]:
    """Parents of every language version of a page."""
    paths = Page.objects.filter(translation_key=page.translation_key).values_list("path", flat=True)
    return list(Page.objects.filter(path__in={path[: -Page.steplen] for path in paths}))


def _after_publish(sender: Any, instance: Page, **kwargs: Any) -> None:
    mend_child_counts([*_parents(instance), *Page.objects.filter(translation_key=instance.translation_key)])


def _after_copy(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    if isinstance(target_obj, Page):
        mend_child_counts([*_parents(target_obj), *Page.objects.filter(pk=target_obj.pk)])


def _after_unpublish(sender: Any, instance: Page, **kwargs: Any) -> None:
    for page in followers(instance):
        if page.live and page.alias_of_id is None:  # Wagtail sees to the aliases
            page.specific.unpublish()


def _after_move(sender: Any, instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """A move to another parent is followed. The order among the same parent's children is each language's own."""
    for page in followers(instance):
        parent = parent_page_after.get_translation_or_none(page.locale)
        if parent is not None and page.get_parent().pk != parent.pk:
            page.move(parent, pos="last-child")


def _before_delete(sender: Any, instance: Any, origin: Any = None, **kwargs: Any) -> None:
    """Deleting the source deletes its translations and aliases with what is below them."""
    if not isinstance(instance, Page):
        return
    for page in followers(instance):
        page.specific.delete()
