"""Which texts of a page translators have no words for."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from core.copying.words import strings_of

MOST_NAMED = 20  # texts that are named; the rest are counted


def named(language: str, missing: list[str]) -> str:
    texts = "; ".join(f"«{text}»" for text in missing[:MOST_NAMED])
    said = {"language": language.capitalize(), "texts": texts}
    if (more := len(missing) - MOST_NAMED) > 0:
        return _("%(language)s: these texts have not been translated: %(texts)s and %(more)s more.") % {
            **said,
            "more": more,
        }
    return _("%(language)s: these texts have not been translated: %(texts)s.") % said


def untranslated(page: Page, code: str) -> Iterator[str]:
    """Texts for which translators have no words yet: the translation shows the source's. Of one that is written by hand
    nothing is known."""
    translation = _of(page, code)
    if translation is None:
        return
    words = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale=translation.target_locale
    )
    segments = StringSegment.objects.filter(source=translation.source).exclude(Exists(words)).order_by("order")
    for segment in segments.select_related("string"):
        yield strip_tags(segment.string.data)


def unworded(page: Page, code: str) -> Iterator[str]:
    """As `untranslated`, of a source page with the texts that it holds, whether translators have seen them or not."""
    if _of(page, code) is None:
        return
    words = StringTranslation.objects.filter(context__object_id=page.translation_key, locale__language_code=code)
    known = set(words.values_list("context__path", "translation_of__data"))
    for path, texts in strings_of(page).items():
        yield from (strip_tags(text) for text in texts if (path, text) not in known)


def ahead_of_source(page: Page) -> Iterator[str]:
    """Why a translation may not be published yet: it would tell what its source does not tell by then."""
    code = page.locale.language_code
    source = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE
    ).first()
    if source is None or code == settings.LANGUAGE_CODE:
        return
    if source.live:
        if source.has_unpublished_changes and (begun := _of(page, code)) and _is_later(begun.source, source):
            yield _("The translation has words of a draft of its source that is not public. Publish the source first.")
    elif (scheduled := source.scheduled_revision) is not None:
        starts = scheduled.approved_go_live_at
        if page.go_live_at is None or page.go_live_at < starts:
            when = date_format(localtime(starts), "SHORT_DATETIME_FORMAT")
            yield _("The source becomes public %(when)s: the translation can be published then.") % {"when": when}


def _is_later(known: TranslationSource, page: Page) -> bool:
    """Whether translators got the page's words after it was last published."""
    return page.last_published_at is None or known.last_updated_at > page.last_published_at


def _of(page: Page, code: str) -> Translation | None:
    translations = Translation.objects.filter(source__object_id=page.translation_key, enabled=True)
    return translations.filter(target_locale__language_code=code).select_related("source", "target_locale").first()
