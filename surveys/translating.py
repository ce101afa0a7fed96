"""Words of questions told to the translation editor before their page is translated."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, TranslatableObject, TranslationContext
from wagtail_localize.strings import StringValue

from core.copying.words import strings_of

from .models import SurveyPage


def say_ahead(page: SurveyPage, blocks: list[dict[str, Any]], twins: list[dict[str, Any]], language: str) -> None:
    """Tell the translation editor the words of questions that have just been put in: ``twins`` are the same in another
    language. They are there when the page is translated, or its translation brought up to date."""
    locale = Locale.objects.get(language_code=language)
    holder, _made = TranslatableObject.objects.get_or_create_from_instance(page)
    there = strings_of(SurveyPage(questions=twins, locale=locale))
    for path, texts in strings_of(SurveyPage(questions=blocks, locale=page.locale)).items():
        if len(texts) != len(there.get(path, ())):
            continue
        context, _made = TranslationContext.objects.get_or_create(object=holder, path=path)
        for text, data in zip(texts, there[path], strict=True):
            StringTranslation.objects.get_or_create(
                translation_of=String.from_value(page.locale, StringValue(text)),
                context=context,
                locale=locale,
                defaults={"data": data, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
            )
