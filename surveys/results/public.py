"""What everybody sees of the results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ..models import SurveyPage
from ..rules import whole_days
from .reading import results
from .shapes import Result


@dataclass(frozen=True)
class PublicResults:
    """``number``: responses, ``None`` when too few to be told. ``before``: of a survey that is open, the day whose
    answers, and later ones, are not counted yet: nobody can watch a figure change while somebody answers."""

    number: int | None
    shown: list[Result]
    before: date | None
    least: int


def public_results(source: SurveyPage, language: str, now: datetime) -> PublicResults | None:
    """Of the questions that stand on the published page and are not for staff only."""
    before = whole_days(source.terms, now, timezone.localdate(now))
    found = results(source.translation_key, before)
    if found is None:
        return None
    least = source.least_cell
    if found.number < least:
        return PublicResults(None, [], before, least)
    open_ids = open_questions(source)
    shown = [one for one in found.told(language, least) if one.id in open_ids]
    return PublicResults(found.number, shown, before, least)


def open_questions(source: SurveyPage) -> set[str]:
    """Those that stand on the page and are not for staff only."""
    return {block.id for block in source.questions if not block.value.get("staff_only")}
