"""What a survey lacks in its other languages, where the municipality publishes none before all are ready."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.publishing.languages import named, untranslated
from municipality.models import MunicipalitySettings

from .building import AREAS, build
from .building_scores import dimensions_of
from .engine.definition import Definition, Question
from .engine.dimensions import Level
from .engine.texts import Text, say
from .models import SurveyPage

OURS = AREAS | {"age_group"}  # types whose alternatives are named elsewhere


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
