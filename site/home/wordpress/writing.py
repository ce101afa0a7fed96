"""The pages themselves: first all of them without texts, so that links can lead to them, then their texts. Every one is
a draft. Whatever was done before is passed over, so that an import that was cut short goes on where it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext, override
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail_localize.synctree import create_aliases_for_new_page

from home.models import ContentPage, WordPressImport, WordPressPage
from news.models import NewsPage

from .convert import Block
from .ground import Ground
from .plan import Note, Planned
from .reader import Post

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_SLUG = 255, 300, 80
_NAMESPACE = UUID("0d5f3c1e-7a44-5f0b-8d0e-2f7f1f6f9a10")


def source_of(base: str, post: Post) -> UUID:
    """The same for the same post in any export of the site."""
    return uuid5(_NAMESPACE, f"{base.partition('://')[2] or base}/{post.number}")


def title_of(post: Post, language: str) -> tuple[str, list[Note]]:
    """The title as plain text; a page must have one."""
    title = " ".join(unescape(strip_tags(post.title)).split())
    if not title:
        with override(language):
            return gettext("Untitled page"), [("title_missing", {})]
    if len(title) > LONGEST_TITLE:
        return f"{title[: LONGEST_TITLE - 1]}…", [("title_long", {})]
    return title, []


def summary_of(post: Post) -> tuple[str, list[Note]]:
    summary = " ".join(unescape(strip_tags(post.excerpt)).split())
    if len(summary) <= LONGEST_SUMMARY:
        return summary, []
    short = summary[: LONGEST_SUMMARY - 1].rpartition(" ")[0] or summary[: LONGEST_SUMMARY - 1]
    return f"{short}…", [("summary_long", {})]


@transaction.atomic
def make(planned: Planned, parent: Page, key: UUID | None, *, base: str, intake: WordPressImport, user: Any) -> Page:
    """A draft without text. ``key``: the translation key of the page that it translates."""
    title, _notes = title_of(planned.post, planned.language)
    wanted = slugify(unquote(planned.post.slug))[:LONGEST_SLUG] or slugify(title)[:LONGEST_SLUG] or "x"
    parent = Page.objects.get(pk=parent.pk)
    slug = find_available_slug(parent, wanted)
    if slug != wanted:
        planned.notes.append(("slug_changed", {"slug": wanted, "now": slug}))
    model = NewsPage if planned.is_news else ContentPage
    page = model(title=title, slug=slug, live=False, has_unpublished_changes=True, owner=user)
    page.locale = Locale.objects.get(language_code=planned.language)
    if key is not None:
        page.translation_key = key
    _date(page, planned.post)
    parent.add_child(instance=page)
    WordPressPage.objects.create(site=intake.site, source=source_of(base, planned.post), page=page, of=intake)
    log(instance=page, action="wagtail.create", user=user)
    return page


@transaction.atomic
def fill(row: WordPressPage, post: Post, blocks: list[Block], ground: Ground, *, user: Any) -> None:
    """Give a draft its text. It stays unpublished."""
    page = row.page.specific
    page.summary, _notes = summary_of(post)
    page.body = json.dumps(blocks)
    if isinstance(page, NewsPage):
        themes, _others = ground.themes_of(post.subjects)
        page.themes.set(themes)
    page.save()
    page.save_revision(user=user)
    row.filled = True
    row.save(update_fields=["filled"])


@transaction.atomic
def mirror(page: Page) -> None:
    """Let a page of the main language stand in the other languages too, as it does when an editor makes it."""
    create_aliases_for_new_page(page.specific)


def _date(page: Any, post: Post) -> None:
    if post.date is None or post.status == "future":
        return
    moment = post.date.replace(tzinfo=get_default_timezone())
    page.first_published_at = min(moment, datetime.now(UTC))
    if isinstance(page, NewsPage):
        page.date = post.date.date()
