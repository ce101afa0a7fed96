"""Real translations, which editors go on with in the translation editor: each text of a page is paired with the text
of a twin that was made from the same data in another language."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    SegmentOverride,
    String,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from .desk import SOURCE, Desk


def publish(
    desk: Desk, parent: Page, make: Callable[[str], Page], *, translated: bool = True, days: int | None = None
) -> Page:
    """Publish the page that ``make`` gives in the source language below ``parent``, and its other language versions:
    translations, or aliases that show the source's text. ``days`` from loading is when it is said to have been
    published. Returns the source page."""
    page = make(SOURCE)
    page.locale = desk.locale
    parent.refresh_from_db()
    parent.add_child(instance=page)
    revision = page.save_revision()
    if translated:
        for locale in desk.other_locales:
            _translate(page, make(locale.language_code), locale)
    revision.publish()
    for locale in desk.other_locales:
        if translated:
            page.get_translation(locale).latest_revision.publish()
        else:
            page.copy_for_translation(locale, copy_parents=False, alias=True)
    if days is not None:
        _date(page, desk.calendar.past(-days))
    return page


def _date(page: Page, at: datetime) -> None:
    """When everything of it has been published, and its transaction ends."""
    versions = Page.objects.filter(translation_key=page.translation_key)
    transaction.on_commit(lambda: versions.update(first_published_at=at, last_published_at=at))


def renew(page: Page, make: Callable[[str], Page], fields: Sequence[str], locales: Sequence[Locale]) -> None:
    """Publish these fields anew as ``make`` gives them, in every language."""
    fresh = make(SOURCE)
    for name in fields:
        setattr(page, name, getattr(fresh, name))
    revision = page.save_revision()
    source, _made = TranslationSource.update_or_create_from_instance(page)
    for locale in locales:
        _say(page, make(locale.language_code), locale, source)
        Translation.objects.get(source=source, target_locale=locale).save_target(publish=False)
    revision.publish()
    for locale in locales:
        page.get_translation(locale).latest_revision.publish()


def _translate(page: Page, twin: Page, locale: Locale) -> None:
    """A draft. Raises ValueError when the twin is not made of the same parts."""
    _same_keys(page, twin)
    source, _made = TranslationSource.get_or_create_from_instance(page)
    _say(page, twin, locale, source)
    translation = Translation.objects.create(
        source=source, target_locale=locale, translations_last_updated_at=timezone.now()
    )
    translation.save_target(publish=False)


def _say(page: Page, twin: Page, locale: Locale, source: TranslationSource) -> None:
    """Every text of the page in the twin's words."""
    contexts = {context.path: context for context in TranslationContext.objects.filter(object=source.object)}
    words: dict[tuple[int, int], StringTranslation] = {}
    for here, there in zip(extract_segments(page), extract_segments(twin), strict=True):
        if here.path != there.path:
            raise ValueError(f"{here.path} has no counterpart in {locale.language_code}")
        if isinstance(here, StringSegmentValue) and not here.is_empty():
            string = String.from_value(page.locale, here.string)
            context = contexts[here.path]
            words[string.pk, context.pk] = StringTranslation(
                translation_of=string, context=context, locale=locale, data=there.string.data, translation_type="manual"
            )
        elif isinstance(here, OverridableSegmentValue) and here.data != there.data:
            SegmentOverride.objects.get_or_create(
                locale=locale, context=contexts[here.path], defaults={"data_json": json.dumps(there.data)}
            )
    StringTranslation.objects.bulk_create(words.values(), ignore_conflicts=True)


def _same_keys(page: Page, twin: Page) -> None:
    """The rows of the page and of its twin (phases, decisions …) are paired in their order."""
    twin.locale = page.locale
    for relation in _rows(page):
        pairs = zip(getattr(page, relation).all(), getattr(twin, relation).all(), strict=True)
        for mine, its in pairs:
            its.translation_key, its.locale = mine.translation_key, mine.locale


def _rows(page: Page) -> list[str]:
    return [
        relation.get_accessor_name()
        for relation in get_all_child_relations(type(page))
        if hasattr(relation.related_model, "translation_key")
    ]
