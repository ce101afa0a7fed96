"""Questions within sections: surveys that are asked there, and how many have answered them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex, Site

from core.pages import open_to_all
from surveys.models import Response, SurveyPage
from surveys.rules import shows_results, whole_days
from surveys.surroundings import Place

from .addresses import write_url
from .models import ConsultationPage
from .queries import Consultation, consultation
from .rules import Audience, Kind, audience_of


@dataclass(frozen=True, kw_only=True)
class Asked:
    """``page``: in the reader's language; ``number``: of who has answered; ``results_url``: once they are public."""

    section: str
    page: SurveyPage
    number: int
    is_open: bool
    results_url: str


def surveys_in(sections: Iterable[Any]) -> dict[str, list[UUID]]:
    """The keys of surveys, by the ids of sections that ask."""
    found: dict[str, list[UUID]] = {}
    for block in sections:
        keys = list(_keys(block))
        if keys and block.id:
            found[block.id] = keys
    return found


def _keys(block: Any) -> Iterator[UUID]:
    for inner in block.value["body"]:
        if inner.block_type == "survey" and inner.value["page"]:
            yield inner.value["page"].translation_key


def asked_in(sections: Iterable[Any], now: datetime, *, exact: bool = False) -> dict[str, list[Asked]]:
    """The public surveys of sections. Two queries where anything is asked, else none. Of one that is open, answers up to
    yesterday count, as in its public results; ``exact``: all of them, for staff."""
    by_section = surveys_in(sections)
    keys = {key for found in by_section.values() for key in found}
    if not keys:
        return {}
    languages = {settings.LANGUAGE_CODE, get_language() or ""}
    pages = open_to_all(SurveyPage.objects.live()).filter(translation_key__in=keys, locale__language_code__in=languages)
    sources, shown = {}, {}
    for page in pages.select_related("locale", "alias_of__locale"):
        if page.locale.language_code == settings.LANGUAGE_CODE:
            sources[page.translation_key] = page
        if page.locale.language_code == get_language():
            shown[page.translation_key] = page
    numbers = _numbers(sources.values(), now, exact=exact)
    return {
        section: [
            _asked(section, shown.get(key, sources[key]), sources[key], numbers.get(key, 0), now)
            for key in dict.fromkeys(found)
            if key in sources
        ]
        for section, found in by_section.items()
    }


def _numbers(sources: Iterable[SurveyPage], now: datetime, *, exact: bool) -> dict[UUID, int]:
    wanted, today = Q(pk__in=[]), timezone.localdate(now)
    for page in sources:
        before = None if exact else whole_days(page.terms, now, today)
        of_one = Q(survey_key=page.translation_key)
        wanted |= of_one & Q(day__lt=before) if before else of_one
    rows = Response.objects.filter(wanted).order_by().values_list("survey_key").annotate(Count("pk"))
    return dict(rows)


def _asked(section: str, page: SurveyPage, source: SurveyPage, number: int, now: datetime) -> Asked:
    results = f"{page.url or ''}{page.reverse_subpage('results')}" if shows_results(source.terms, now) else ""
    return Asked(
        section=section, page=page, number=number, is_open=source.terms.state(now) == "now", results_url=results
    )


def figures_of(asked: dict[str, list[Asked]], titles: dict[str, str]) -> list[tuple[str, int]]:
    """«Section: survey» and how many answered, in the order of the sections."""
    return [
        (f"{titles[section]}: {one.page.title}", one.number) for section in titles for one in asked.get(section, [])
    ]


def total_of(asked: dict[str, list[Asked]]) -> int:
    """Of answers; a survey that two sections ask counts once."""
    return sum({one.page.translation_key: one.number for found in asked.values() for one in found}.values())


def places(survey: SurveyPage, site_id: int) -> Sequence[Place]:
    """The public consultations of the municipality whose sections ask it, for whoever has answered: as Wagtail's index of
    references knows them, which is brought up to date in the background."""
    versions = SurveyPage.objects.filter(translation_key=survey.translation_key)
    pages = ReferenceIndex.get_references_to_in_bulk(versions).filter(base_content_type__model="page")
    ids = [int(pk) for pk in pages.values_list("object_id", flat=True).distinct()]
    keys = ConsultationPage.objects.filter(pk__in=ids, live=True).values_list("translation_key", flat=True).distinct()
    site = Site.objects.select_related("root_page").get(pk=site_id)
    found = [one for key in keys if (one := consultation(site, key))]
    return [place for one in found for place in _places(one, survey.translation_key)]


def _places(found: Consultation, survey: UUID) -> Iterator[Place]:
    is_open = found.terms.kind != Kind.STATEMENTS and found.terms.state(timezone.now()) == "now"
    for section, keys in surveys_in(found.page.sections).items():
        if survey not in keys:
            continue
        may = is_open and section in found.takes
        takes = may and audience_of(found.terms, found.takes[section]) != Audience.NONE
        yield Place(
            title=found.page.title,
            url=f"{found.page.url or ''}#s-{section}",
            more_url=write_url(found, section) if takes else "",
            more_text=_("Write about it too") if takes else "",
        )
