"""Counts of responses, read in batches and remembered while nothing has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet

from ..engine.definition import Definition, Question
from ..engine.serial import from_json
from ..models import Response, Version
from ..rules import Way
from .counting import Counting, Tallies, Tally, asked_of_all
from .merging import merged

BATCH = 1000  # responses read at a time
KEPT = 7 * 24 * 3600  # seconds that counts are remembered
FORM = 1  # of what is remembered; raised when that changes


@dataclass(frozen=True)
class Results:
    """``number``: responses counted. ``to_all``: questions that were asked of everybody in every version."""

    number: int
    questions: Sequence[Question]
    tallies: Tallies
    to_all: frozenset[str]
    language: str


def responses(key: UUID, before: date | None = None) -> QuerySet[Response]:
    """Those that count; ``before``: of earlier days only."""
    found = Response.objects.filter(survey_key=key).exclude(way=Way.TEST)
    return found.filter(day__lt=before) if before else found


def results(key: UUID, before: date | None = None) -> Results | None:
    """``None`` for a survey without a version. Three queries, of which one is the cache's, when nothing has changed."""
    versions = list(Version.objects.filter(survey_key=key).order_by("number"))
    if not versions:
        return None
    definitions = {version.pk: from_json(version.definition) for version in versions}
    found = responses(key, before)
    number = found.count()
    marks = (FORM, key.hex, before, number, versions[-1].number, sum(version.rewritten for version in versions))
    place = "surveys.results." + "-".join(map(str, marks))
    kept = cache.get(place)
    tallies = _read(kept) if kept is not None else _count(found, definitions)
    if kept is None:
        cache.set(place, _written(tallies), KEPT)
    everybody = frozenset.intersection(*map(asked_of_all, definitions.values()))
    asked = list(definitions.values())
    return Results(number, merged(asked), tallies, everybody, asked[-1].language)


def _count(found: QuerySet[Response], definitions: dict[int, Definition]) -> Tallies:
    tallies: Tallies = {}
    counting = {pk: Counting(definition, tallies) for pk, definition in definitions.items()}
    for version, answers in found.values_list("version_id", "answers").iterator(BATCH):
        counting[version].add(answers)
    return tallies


def _written(tallies: Tallies) -> dict[str, Any]:
    return {key: [tally.asked, tally.answered, dict(tally.cells)] for key, tally in tallies.items()}


def _read(kept: dict[str, Any]) -> Tallies:
    return {key: Tally(asked, answered, Counter(cells)) for key, (asked, answered, cells) in kept.items()}
