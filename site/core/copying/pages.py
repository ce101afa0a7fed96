"""Copying itself. Within a transaction of the action that leaves its row in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.utils.text import slugify
from wagtail.actions.copy_page import CopyPageAction
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail_localize.synctree import create_aliases_for_new_page

from .words import carry_over

P = TypeVar("P", bound=Page)
FRESH: Mapping[str, None] = {"opens_at": None, "closes_at": None, "go_live_at": None, "expire_at": None}


def as_saved(model: type[P], key: UUID) -> list[P]:
    """The page in its languages as it was last saved, published or not: a translation that has been begun has its words
    in its revision, though its page still shows the source's."""
    pages: Any = model._default_manager.filter(translation_key=key)
    found = pages.select_related("locale", "alias_of", "latest_revision")
    return [page.get_latest_revision_as_object() for page in found if not page.alias_of_id]


def copy_in_languages(
    *,
    page: P,
    titles: Mapping[str, str],
    parent: Page,
    previous_round: UUID | None,
    fields: Mapping[str, Any],
    user: Any,
) -> P:
    """A draft below ``parent`` of what ``page``, a source, was when last saved; ``titles`` by language; ``fields``:
    what the copy has instead. Parts keep their ids. Raises PermissionDenied."""
    model = type(page)
    saved = {one.locale.language_code: one for one in as_saved(model, page.translation_key)}
    source = saved.pop(page.locale.language_code)
    title = titles[page.locale.language_code]
    instead = {
        **FRESH,
        "title": title,
        "draft_title": title,
        "slug": find_available_slug(parent, slugify(title) or model._meta.model_name),
        "previous_round": previous_round,
        **fields,
    }
    made: P = CopyPageAction(
        source, to=parent, update_attrs=instead, copy_revisions=False, keep_live=False, user=user
    ).execute()
    # Wagtail leaves the field out of the row, as of any copy.
    model._default_manager.filter(pk=made.pk).update(previous_round=previous_round)
    create_aliases_for_new_page(made)
    for language, translated in saved.items():
        carry_over(translated, page, made, titles.get(language, ""), user)
    return made
