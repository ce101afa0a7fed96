"""What staff are told of a survey that they make: what is wrong with it, and what a change means for its answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from core.copying.pages import as_saved as saved_pages
from core.pages import is_stand_in
from municipality.models import Area

from .building import area_options, build
from .building_scores import dimensions_of, group_of
from .engine.changes import Change, Weight, compare
from .engine.definition import Definition
from .engine.lint import findings
from .engine.serial import from_json
from .engine.texts import say
from .models import Response, SurveyPage, Version
from .readiness import blocks, lacking
from .rules import MOST_BACKGROUNDS


def site_of(page: Page | None) -> Site | None:
    return page.get_site() if page is not None and page.path else None


def published(survey_key: Any) -> tuple[SurveyPage | None, Definition | None]:
    """The source page as it is public, and what it asks in all languages that are; two ``None`` when it is not public.
    Four queries at most."""
    pages = SurveyPage.objects.filter(translation_key=survey_key, live=True).select_related("locale", "alias_of")
    by_language = {page.locale.language_code: page for page in pages if not is_stand_in(page)}
    source = by_language.pop(settings.LANGUAGE_CODE, None)
    if source is None:
        return None, None
    return source, _definition(source, source.questions, source.dimensions, by_language)


def _definition(
    page: SurveyPage, stream: Any, scoring: Any, others: dict[str, SurveyPage], site: Site | None = None
) -> Definition:
    site = site or site_of(page)
    asked = build(
        stream,
        language=settings.LANGUAGE_CODE,
        others={code: other.questions for code, other in others.items()},
        areas=list(Area.objects.filter(site=site)) if site else [],
    )
    dimensions, levels = dimensions_of(
        scoring,
        language=settings.LANGUAGE_CODE,
        others={code: other.dimensions for code, other in others.items()},
    )
    return replace(asked, dimensions=dimensions, levels=levels, group=group_of(scoring))


def areas_to_choose(page: Page | None) -> list[tuple[str, str]]:
    """The areas of a page's municipality as options of questions: ids, and names in the language of now."""
    site = site_of(page)
    areas = Area.objects.filter(site=site) if site else ()
    return [(option.id, say(option.text, get_language(), settings.LANGUAGE_CODE)) for option in area_options(areas)]


def proposed(page: SurveyPage, stream: Any, *, scoring: Any = None, site: Site | None = None) -> Definition:
    """What the page would ask with these questions and dimensions (those of the page, if none are given)."""
    others = SurveyPage.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)
    translated = {
        other.locale.language_code: other
        for other in others.select_related("locale", "alias_of")
        if not is_stand_in(other)
    }
    return _definition(page, stream, page.dimensions if scoring is None else scoring, translated, site)


def as_saved(survey_key: Any) -> list[SurveyPage]:
    """`core.copying.pages.as_saved` of a survey."""
    return saved_pages(SurveyPage, survey_key)


def to_try(pages: list[SurveyPage]) -> Definition:
    """What a survey would ask if it were published now. Raises KeyError without a source."""
    by_language = {page.locale.language_code: page for page in pages}
    source = by_language.pop(settings.LANGUAGE_CODE)
    return _definition(source, source.questions, source.dimensions, by_language)


def answered(survey_key: Any) -> Definition | None:
    """What the newest version asks that somebody has answered; ``None`` when nobody has answered the survey."""
    newest = Version.objects.filter(survey_key=survey_key).order_by("-number").first()
    if newest is None or not Response.objects.filter(survey_key=survey_key).exists():
        return None
    return from_json(newest.definition)


def changes_of(page: SurveyPage, definition: Definition) -> list[Change]:
    """How the survey would differ from what has been answered; none while nobody has answered."""
    before = answered(page.translation_key)
    return compare(before, definition) if before else []


def languages_lacking(page: SurveyPage, *, site: Site | None = None) -> list[str]:
    """What keeps a page, with the questions that it holds, from being published where every language is waited for. A
    source waits for its translations as they were last saved, published or not. A translation answers for itself: for
    the source as it is public, or as it was last saved before that."""
    if not blocks(site or site_of(page)):
        return []
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return lacking(page, page.questions, page.dimensions, as_saved(page.translation_key))
    source = SurveyPage.objects.get(translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE)
    if not source.live:
        source = source.get_latest_revision_as_object()
    return lacking(source, source.questions, source.dimensions, [page], only=page.locale.language_code)


def what_holds_back(page: SurveyPage) -> list[str]:
    """Why a page may not be published with the questions that it holds, by any way; its editor is told more. A translation
    asks what its source asks."""
    found: list[str] = []
    if page.locale.language_code == settings.LANGUAGE_CODE:
        definition = proposed(page, page.questions)
        found = [finding.message for finding in findings(definition) if finding.blocks]
    if lacks := languages_lacking(page):
        found += [_("Every language must be ready."), *lacks]
    return found


def why_not_publish(
    page: SurveyPage, stream: Any, *, begun: bool, parent: Page | None, scoring: Any = None
) -> dict[str, list[str]]:
    """Reasons by the field where they are said; none when the page may be published. ``begun``: whether the editor has
    agreed to a new version. Of a translation, its logic is judged with its source."""
    site = site_of(page) or site_of(parent)
    scoring = page.dimensions if scoring is None else scoring
    if page.pk and page.locale.language_code != settings.LANGUAGE_CODE:
        page.questions, page.dimensions = stream, scoring
        lacks = languages_lacking(page, site=site)
        return {"questions": lacks} if lacks else {}
    definition = proposed(page, stream, scoring=scoring, site=site)
    wrong: dict[str, list[str]] = {}
    reasons = [finding.message for finding in findings(definition) if finding.blocks]
    if sum(bool(block.value.get("grouping")) for block in stream) > MOST_BACKGROUNDS:
        reasons.append(_("At most three questions can have their groups in public results."))
    if blocks(site):
        reasons += lacking(page, stream, scoring, as_saved(page.translation_key))
    if reasons:
        wrong["questions"] = reasons
    breaks = [change.message for change in changes_of(page, definition) if change.weight == Weight.BREAK]
    if breaks and not begun:
        first = _("The survey has answers, and earlier and later ones would no longer mean the same:")
        wrong["begin_version"] = [first, *breaks]
    return wrong
