"""What a survey lacks in its other languages, where the municipality publishes none before all are ready."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Page, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from municipality.models import MunicipalitySettings

from .building import AREAS, build
from .building_scores import dimensions_of
from .engine.definition import Definition, Question
from .engine.dimensions import Level
from .engine.texts import Text, say
from .models import SurveyPage

MOST_NAMED = 20  # texts that are named; the rest are counted
OURS = AREAS | {"age_group"}  # types whose alternatives are named elsewhere


class NotReadyError(Exception):
    """A page of a survey was not published: ``reasons`` in words."""

    def __init__(self, page: SurveyPage, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.page, self.reasons = page, reasons


def blocks(site: Site | None) -> bool:
    """Whether a survey of this municipality waits for its languages."""
    return site is not None and MunicipalitySettings.for_site(site).surveys_in_all_languages


def lacking(
    page: SurveyPage, stream: Any, scoring: Any, translations: list[SurveyPage], *, only: str = ""
) -> list[str]:
    """Reasons in words, none when every language is ready, or the ``only`` one that is asked for. ``stream`` and
    ``scoring`` are the source's, ``translations`` as they are to be looked at."""
    by_language = {one.locale.language_code: one for one in translations}
    found: list[str] = []
    for code, name in settings.LANGUAGES:
        if code == settings.LANGUAGE_CODE or (only and code != only):
            continue
        if code not in by_language:
            found.append(_("%(language)s: the survey has not been translated.") % {"language": str(name).capitalize()})
            continue
        missing = list(dict.fromkeys([*_without(code, stream, scoring, by_language[code]), *untranslated(page, code)]))
        if missing:
            found.append(named(str(name), missing))
    return found


def named(language: str, missing: list[str]) -> str:
    texts = "; ".join(f"«{text}»" for text in missing[:MOST_NAMED])
    said = {"language": language.capitalize(), "texts": texts}
    if (more := len(missing) - MOST_NAMED) > 0:
        return _("%(language)s: these texts have not been translated: %(texts)s and %(more)s more.") % {
            **said,
            "more": more,
        }
    return _("%(language)s: these texts have not been translated: %(texts)s.") % said


def _without(code: str, stream: Any, scoring: Any, translated: SurveyPage) -> Iterator[str]:
    """Texts of the questions and dimensions that have no counterpart."""
    source = settings.LANGUAGE_CODE
    asked = build(stream, language=source, others={code: translated.questions}, areas=[])
    dimensions, levels = dimensions_of(scoring, language=source, others={code: translated.dimensions})
    texts = [*_asked(asked), *(dimension.name for dimension in dimensions), *_levels(levels)]
    for dimension in dimensions:
        texts += _levels(dimension.levels)
    yield from (say(text, source) for text in texts if text.get(source) and not text.get(code))


def _asked(definition: Definition) -> Iterator[Text]:
    for page in definition.pages:
        yield from (page.title, page.text)
        for question in page.questions:
            yield from _of_question(question)


def _of_question(question: Question) -> Iterator[Text]:
    yield from (question.title, question.help, question.alt, *question.labels.values())
    if question.kind not in OURS:
        yield from (option.text for option in (*question.options, *question.rows))


def _levels(levels: tuple[Level, ...]) -> Iterator[Text]:
    for level in levels:
        yield from (level.name, level.advice)


def untranslated(page: Page, code: str) -> Iterator[str]:
    """Texts for which translators have no words yet: the translation shows the source's. Of one that is written by hand
    nothing is known."""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale__language_code=code, enabled=True
    ).first()
    if translation is None:
        return
    words = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale=translation.target_locale
    )
    segments = StringSegment.objects.filter(source=translation.source).exclude(Exists(words)).order_by("order")
    for segment in segments.select_related("string"):
        yield strip_tags(segment.string.data)
