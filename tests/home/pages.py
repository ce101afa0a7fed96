"""Pages to test with."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, Site
from wagtail_localize.synctree import create_aliases_for_new_page

from home.models import ContentPage, SectionPage


def below(parent: Page, page: Any, mirror: bool = True) -> Any:
    """Publish a page below another, with its aliases in the other languages."""
    parent = Page.objects.get(pk=parent.pk)
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    if mirror:
        create_aliases_for_new_page(page)
    return type(page).objects.get(pk=page.pk)


def content(site: Site, title: str = "Tee ehdotus", parent: Page | None = None, **fields: Any) -> ContentPage:
    return below(parent or site.root_page, ContentPage(title=title, **fields))


def section(site: Site, title: str = "Näin vaikutat", **fields: Any) -> SectionPage:
    return below(site.root_page, SectionPage(title=title, **fields))


def swedish(page: Any) -> Any:
    return page.get_translations().get(locale__language_code="sv").specific


def translate(page: Any, publish: bool = True, **strings: str) -> Any:
    """A real translation by wagtail-localize: ``strings`` are the Swedish words for Finnish ones, by field."""
    from wagtail.models import Locale
    from wagtail_localize.models import StringTranslation, TranslationContext, TranslationSource

    source, _made = TranslationSource.update_or_create_from_instance(page)
    locale = Locale.objects.get(language_code="sv")
    for segment in source.stringsegment_set.select_related("context"):
        path = segment.context.path
        StringTranslation.objects.update_or_create(
            translation_of_id=segment.string_id,
            locale=locale,
            context=TranslationContext.objects.get(pk=segment.context_id),
            defaults={"data": strings.get(path, f"sv {segment.string.data}"), "translation_type": "manual"},
        )
    source.create_or_update_translation(locale, publish=False)
    if publish:
        swedish(page).latest_revision.publish()
    return swedish(page)
