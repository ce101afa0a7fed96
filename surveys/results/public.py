"""What everybody sees of the results."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from ..models import SurveyPage
from ..rules import whole_days
from .choosing import EVERYBODY, Selection
from .mapping import heat, places, squares
from .reading import Packs, Reading, reading
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
    survey = reading(source.translation_key)
    if survey is None:
        return None
    packs, least = survey.packs(before), source.least_cell
    found = survey.results_of(packs)
    if found.number < least:
        return PublicResults(None, [], before, least)
    open_ids = open_questions(source)
    shown = [
        with_heat(one, survey, packs, least, before=before) for one in found.told(language, least) if one.id in open_ids
    ]
    return PublicResults(found.number, shown, before, least)


def with_heat(
    result: Result,
    survey: Reading,
    packs: Packs,
    least: int,
    *,
    before: date | None = None,
    selection: Selection = EVERYBODY,
) -> Result:
    """``packs``: of the selection. The squares of places on the map are remembered where they are of past days only."""
    if result.kind != "place" or result.is_few:
        return result

    def count() -> list[list[int]]:
        return [
            [*place, number] for place, number in squares(places(packs.values(), result.id, selection.chosen)).items()
        ]

    found = survey.remembered(f"squares of {result.id}", before, selection, count) if before else count()
    numbers = {(column, row): number for column, row, number in found}
    shown = heat(numbers, survey.site_id, least, exact=result.answered is not None)
    return replace(result, heat=shown)


def open_questions(source: SurveyPage) -> set[str]:
    """Those that stand on the page and are not for staff only."""
    return {block.id for block in source.questions if not block.value.get("staff_only")}
