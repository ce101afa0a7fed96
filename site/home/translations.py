"""A draft of a translation stays a draft, and its address is in its own language.

wagtail-localize writes a draft into the page's own row too, so that on a published page, or on the alias that stood in
its place, half-translated words would be public at once. Here the row is put back to what was public: the published
translation, or the source's text as long as there is none (`core.pages.is_stand_in`).
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, Revision
from wagtail.signals import page_published
from wagtail_localize.models import StringSegment, StringTranslation, TranslationLog

from core.pages import is_stand_in


def connect() -> None:
    post_save.connect(_after_translating, sender=TranslationLog, dispatch_uid="home.translations.log")
    page_published.connect(_after_publish, dispatch_uid="home.translations.publish")
    post_save.connect(_after_title, sender=StringTranslation, dispatch_uid="home.translations.title")


def hold_back(revision: Revision) -> None:
    """Put a live page's row back to what was public before this revision, unless the revision is what is published."""
    page = Page.objects.filter(pk=revision.object_id, live=True, latest_revision=revision).first()
    if page is None or page.live_revision_id == revision.pk:
        return
    published = page.live_revision
    if published is None or published.object_id != str(page.pk):  # Wagtail gives an alias its source's revision
        show_source(page)
        return
    public = published.as_object()
    public.live, public.has_unpublished_changes = True, True
    public.draft_title = page.draft_title
    public.latest_revision_id = page.latest_revision_id
    public.latest_revision_created_at = page.latest_revision_created_at
    public.save(clean=False)


def show_source(page: Page) -> None:
    """Fill the row of a page whose translation is not published yet with its source's public text."""
    source = _source_of(page)
    if source is None:
        return
    slug = find_available_slug(page.get_parent(), source.slug, ignore_page_id=page.pk)
    kept = {
        "alias_of": None,
        "live_revision": None,
        "draft_title": page.draft_title,
        "latest_revision": page.latest_revision_id,
        "latest_revision_created_at": page.latest_revision_created_at,
        "has_unpublished_changes": True,
    }
    row = Page.objects.filter(pk=page.pk)
    with transaction.atomic():
        row.update(alias_of=source, slug=slug)
        source.update_aliases()
        row.update(**kept)


def _source_of(page: Page) -> Page | None:
    others = Page.objects.filter(translation_key=page.translation_key, alias_of=None, live=True).exclude(pk=page.pk)
    return next((other.specific for other in others.select_related("locale") if not is_stand_in(other)), None)


def _after_translating(sender: Any, instance: TranslationLog, created: bool, **kwargs: Any) -> None:
    revision = instance.revision
    if created and revision is not None and issubclass(revision.content_type.model_class() or object, Page):
        transaction.on_commit(lambda: hold_back(revision))


def _after_publish(sender: Any, instance: Page, alias: bool = False, **kwargs: Any) -> None:
    """The source's new text is shown where a translation is still being written, also one that was begun before the
    source was published."""
    if alias:
        return
    versions = Page.objects.filter(translation_key=instance.translation_key, alias_of=None).exclude(pk=instance.pk)
    never = Q(live=False, first_published_at=None)
    for page in versions.filter(Q(live=True) | never).select_related("locale"):
        if not page.live or is_stand_in(page):
            show_source(page)


def _after_title(sender: Any, instance: StringTranslation, **kwargs: Any) -> None:
    """A translated title gives the address in its language, until the translator writes another."""
    slug = slugify(instance.data)
    if instance.context is None or instance.context.path != "title" or not slug:
        return
    address = StringSegment.objects.filter(source__object_id=instance.context.object_id, context__path="slug").first()
    if address is not None:
        StringTranslation.objects.get_or_create(
            translation_of_id=address.string_id,
            context_id=address.context_id,
            locale_id=instance.locale_id,
            defaults={"data": slug, "translation_type": instance.translation_type},
        )
