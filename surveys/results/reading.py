"""Responses read in batches, and counts of them remembered while nothing has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet

from ..engine.definition import Definition, Question
from ..engine.kinds import Value
from ..engine.serial import from_json
from ..models import Response, Version
from ..rules import Way
from .choosing import EVERYBODY, Selection, chose
from .counting import Counting, Tallies, Tally, asked_of_all
from .merging import merged
from .shapes import Result
from .telling import Teller

BATCH = 1000  # responses read at a time
KEPT = 7 * 24 * 3600  # seconds that counts are remembered
FORM = 2  # of what is remembered; raised when that changes

Answers = Mapping[str, Value]


@dataclass(frozen=True)
class Row:
    """A response: ``asked`` are the questions that were shown."""

    day: date
    language: str
    asked: frozenset[str]
    answers: Answers


@dataclass(frozen=True)
class Results:
    """``number``: responses counted. ``to_all``: questions that were asked of everybody in every version."""

    number: int
    questions: Sequence[Question]
    tallies: Tallies
    to_all: frozenset[str]
    language: str

    def told(self, language: str, least: int) -> Iterator[Result]:
        """Every question, in their order; ``least`` as `Teller` has it."""
        for question in self.questions:
            tally = self.tallies.get(question.id, Tally())
            yield Teller(question, tally, language, self.language, least, question.id in self.to_all).result()


def responses(key: UUID, before: date | None = None, selection: Selection = EVERYBODY) -> QuerySet[Response]:
    """Those that count; ``before``: of earlier days only. What was chosen is not looked at here."""
    found = Response.objects.filter(survey_key=key).exclude(way=Way.TEST)
    wanted = {"day__lt": before, "day__gte": selection.since, "day__lte": selection.until}
    found = found.filter(**{name: day for name, day in wanted.items() if day is not None})
    return found.filter(language=selection.language) if selection.language else found


class Reading:
    """A survey's versions, which are read at once, and its responses."""

    def __init__(self, key: UUID, versions: Sequence[Version]) -> None:
        self.key, self.site_id = key, versions[-1].site_id
        self.definitions = {version.pk: from_json(version.definition) for version in versions}
        self._marks = (versions[-1].number, sum(version.rewritten for version in versions))

    @property
    def newest(self) -> Definition:
        return list(self.definitions.values())[-1]

    @cached_property
    def questions(self) -> list[Question]:
        """Of all versions."""
        return merged(list(self.definitions.values()))

    @cached_property
    def to_all(self) -> frozenset[str]:
        return frozenset.intersection(*map(asked_of_all, self.definitions.values()))

    def results(self, before: date | None = None, selection: Selection = EVERYBODY) -> Results:
        """Two queries, of which one is the cache's, when nothing has changed."""
        kept = self.remembered("counts", before, selection, lambda: _written(*self._count(before, selection)))
        number, tallies = _read(kept)
        return Results(number, self.questions, tallies, self.to_all, self.newest.language)

    def remembered(self, what: str, before: date | None, selection: Selection, make: Callable[[], Any]) -> Any:
        """What ``make`` gives (JSON) of these responses, made anew when they or the versions have changed."""
        number = responses(self.key, before, selection).count()
        marks = (FORM, what, before, number, *self._marks, selection.mark)
        place = f"surveys.results.{self.key.hex}.{sha256(repr(marks).encode()).hexdigest()}"
        kept = cache.get(place)
        if kept is None:
            kept = make()
            cache.set(place, kept, KEPT)
        return kept

    def answers(self, before: date | None = None, selection: Selection = EVERYBODY) -> Iterator[tuple[int, Answers]]:
        """The version and the answers of each response."""
        for version, _day, _language, answers in self._walk(before, selection):
            yield version, answers

    def rows(self, before: date | None = None, selection: Selection = EVERYBODY) -> Iterator[Row]:
        """In the order of their random keys, which is none."""
        counting = {pk: Counting(definition, {}) for pk, definition in self.definitions.items()}
        for version, day, language, answers in self._walk(before, selection):
            asked = frozenset(question.id for question in counting[version].asked(answers))
            yield Row(day, language, asked, answers)

    def _walk(self, before: date | None, selection: Selection) -> Iterator[tuple[int, date, str, Answers]]:
        """The keys are read first: no cursor stays open while others write."""
        by_id = {question.id: question for question in self.questions}
        keys = list(responses(self.key, before, selection).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            batch = Response.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
            for version, day, language, answers in batch.values_list("version_id", "day", "language", "answers"):
                if version in self.definitions and chose(by_id, answers, selection.chosen):
                    yield version, day, language, answers

    def _count(self, before: date | None, selection: Selection) -> tuple[int, Tallies]:
        tallies: Tallies = {}
        counting = {pk: Counting(definition, tallies) for pk, definition in self.definitions.items()}
        number = 0
        for version, answers in self.answers(before, selection):
            counting[version].add(answers)
            number += 1
        return number, tallies


def reading(key: UUID) -> Reading | None:
    """``None`` for a survey without a version. One query."""
    versions = list(Version.objects.filter(survey_key=key).order_by("number"))
    return Reading(key, versions) if versions else None


def results(key: UUID, before: date | None = None) -> Results | None:
    """Three queries when nothing has changed."""
    found = reading(key)
    return found.results(before) if found else None


def _written(number: int, tallies: Tallies) -> list[Any]:
    return [number, {key: [tally.asked, tally.answered, dict(tally.cells)] for key, tally in tallies.items()}]


def _read(kept: list[Any]) -> tuple[int, Tallies]:
    number, tallies = kept
    return number, {key: Tally(asked, answered, Counter(cells)) for key, (asked, answered, cells) in tallies.items()}
