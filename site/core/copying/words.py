"""What wagtail-localize knows of the words of a page, carried over to another one that has the same parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

OWN = ("title", "slug")  # every page's own


def carry_over(translated: Page, old: Page, new: Page, title: str, user: Any) -> None:
    """Begin a translation of ``new`` with the words that ``translated`` gave to ``old``, as a draft. Parts are paired by
    their paths, which are made of ids."""
    source, _made = TranslationSource.update_or_create_from_instance(new)
    locale = translated.locale
    contexts = {one.path: one for one in TranslationContext.objects.filter(object_id=source.object_id)}
    if Translation.objects.filter(source__object_id=old.translation_key, target_locale=locale, enabled=True).exists():
        _copy_words(old, locale, contexts)
    else:
        _pair_words(translated, source, contexts)
    heading = StringSegment.objects.filter(source=source, context__path="title").first()
    if heading is not None and title:
        StringTranslation.objects.create(
            translation_of_id=heading.string_id,
            context_id=heading.context_id,
            locale=locale,
            data=title,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
    translation = Translation.objects.create(
        source=source, target_locale=locale, translations_last_updated_at=timezone.now()
    )
    translation.save_target(user=user, publish=False)


def _copy_words(old: Page, locale: Any, contexts: dict[str, TranslationContext]) -> None:
    """As the translator left them, published or not."""
    for model in (StringTranslation, SegmentOverride):
        kept = model.objects.filter(context__object_id=old.translation_key, locale=locale).select_related("context")
        fresh = [one for one in kept if one.context.path in contexts and one.context.path not in OWN]
        for one in fresh:
            one.pk, one.context = None, contexts[one.context.path]
        model.objects.bulk_create(fresh)


def _pair_words(translated: Page, source: TranslationSource, contexts: dict[str, TranslationContext]) -> None:
    """Of a version that was written by hand."""
    there = strings_of(translated)
    segments: dict[str, list[StringSegment]] = defaultdict(list)
    for segment in StringSegment.objects.filter(source=source).select_related("context", "string").order_by("order"):
        segments[segment.context.path].append(segment)
    words = {
        (segment.string_id, path): data
        for path, found in segments.items()
        if path not in OWN and len(found) == len(there[path])
        for segment, data in zip(found, there[path], strict=True)
    }
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of_id=string_id,
            context=contexts[path],
            locale=translated.locale,
            data=data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for (string_id, path), data in words.items()
    )


def strings_of(page: Page) -> dict[str, list[str]]:
    def texts() -> Iterator[tuple[str, str]]:
        for segment in extract_segments(page):
            if isinstance(segment, StringSegmentValue) and not segment.is_empty():
                yield segment.path, segment.string.data

    found: dict[str, list[str]] = defaultdict(list)
    for path, data in texts():
        found[path].append(data)
    return found
