"""Responses read in batches, and packed for counting; a day that is over is packed once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.utils import timezone

from ..actions.packing import drop_stale, keep
from ..engine.definition import Definition, Question
from ..engine.kinds import Value
from ..engine.serial import from_json
from ..models import Response, Version
from .choosing import EVERYBODY, Selection, chose
from .counting import Asking, Tallies, Tally, asked_of_all
from .keeping import Group, kept, numbers, responses
from .merging import merged
from .packing import Pack, Packing, tallied
from .shapes import Result
from .telling import Teller

BATCH = 1000  # responses read at a time
KEPT = 7 * 24 * 3600  # seconds that something is remembered
FORM = 3  # of what is remembered; raised when that changes
MOST_SURVEYS = 16  # whose responses of today stay packed in memory

Answers = Mapping[str, Value]
Packs = Mapping[Group, Pack]


@dataclass(frozen=True)
class Row:
    """A response: ``asked`` are the questions that were shown, ``version`` is what asked them. ``key`` is random."""

    key: int
    day: date
    language: str
    asked: frozenset[str]
    answers: Answers
    version: int


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


class Reading:
    """A survey's versions, which are read at once, and its responses."""

    def __init__(self, key: UUID, versions: Sequence[Version]) -> None:
        self.key, self.site_id = key, versions[-1].site_id
        self.definitions = {version.pk: from_json(version.definition) for version in versions}
        self.rewritten = sum(version.rewritten for version in versions)
        self._number = versions[-1].number
        self._asking = {pk: Asking(definition) for pk, definition in self.definitions.items()}

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
        """Two queries when every day is packed, four with today's responses."""
        return self.results_of(self.packs(before, selection), selection)

    def results_of(self, packs: Packs, selection: Selection = EVERYBODY) -> Results:
        """``packs``: those of the selection."""
        number, tallies = tallied(packs.values(), selection.chosen)
        return Results(number, self.questions, tallies, self.to_all, self.newest.language)

    def packs(self, before: date | None = None, selection: Selection = EVERYBODY) -> dict[Group, Pack]:
        """What is chosen is not looked at. Days that are over and were not packed yet are kept."""
        groups = numbers(responses(self.key, before, selection))
        today = timezone.localdate()
        found = kept({group: number for group, number in groups.items() if group[1] < today})
        for day in sorted({day for _version, day, _language in groups.keys() - found.keys()}):
            made = _TODAY.packed(self, groups) if day == today else self._pack(day)
            if day < today:
                keep(self.key, made, self.rewritten)
            found |= {group: pack for group, pack in made.items() if group in groups}
        return found

    def _pack(self, day: date) -> dict[Group, Pack]:
        """Everything of a day."""
        packing: dict[Group, Packing] = {}
        for _key, version, _day, language, answers in self._walk(None, Selection(since=day, until=day)):
            group = (version, day, language)
            if group not in packing:
                packing[group] = Packing(self._asking[version])
            packing[group].add(answers)
        return {group: found.pack() for group, found in packing.items()}

    def remembered(self, what: str, before: date | None, selection: Selection, make: Callable[[], Any]) -> Any:
        """What ``make`` gives (JSON) of these responses, made anew when they or the versions have changed. It stands in
        the place of what was made before: two of them would tell what came between."""
        marks = [FORM, responses(self.key, before, selection).count(), self._number, self.rewritten]
        asked = sha256(repr((what, selection.mark)).encode()).hexdigest()
        place = f"surveys.results.{self.key.hex}.{asked}"
        found = cache.get(place)
        if found is None or found[0] != [*marks, str(before)]:
            found = [[*marks, str(before)], make()]
            cache.set(place, found, KEPT)
        return found[1]

    def rows(self, before: date | None = None, selection: Selection = EVERYBODY) -> Iterator[Row]:
        """In the order of their random keys, which is none."""
        for key, version, day, language, answers in self._walk(before, selection):
            asked = frozenset(question.id for question in self._asking[version].asked(answers))
            yield Row(key, day, language, asked, answers, version)

    def _walk(self, before: date | None, selection: Selection) -> Iterator[tuple[int, int, date, str, Answers]]:
        """The keys are read first: no cursor stays open while others write."""
        by_id = {question.id: question for question in self.questions}
        keys = list(responses(self.key, before, selection).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            batch = Response.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
            rows = batch.values_list("pk", "version_id", "day", "language", "answers")
            for key, version, day, language, answers in rows:
                if version in self.definitions and chose(by_id, answers, selection.chosen):
                    yield key, version, day, language, answers


def reading(key: UUID) -> Reading | None:
    """``None`` for a survey without a version. One query."""
    versions = list(Version.objects.filter(survey_key=key).order_by("number"))
    return Reading(key, versions) if versions else None


def results(key: UUID, before: date | None = None) -> Results | None:
    """Three queries when nothing has changed."""
    found = reading(key)
    return found.results(before) if found else None


def pack_days(key: UUID) -> None:
    """Pack every day of a survey that is over and was not packed yet, and forget those whose responses are gone."""
    found = reading(key)
    if found is not None:
        found.packs(before=timezone.localdate())
        drop_stale(key, numbers(responses(key)))


class _Today:
    """Today's responses packed, in the memory of the process only: kept in the database, two states of it would tell
    what came between them. Of each survey the newest state."""

    def __init__(self) -> None:
        self._packs: dict[UUID, tuple[Any, dict[Group, Pack]]] = {}

    def packed(self, reading: Reading, groups: Mapping[Group, int]) -> dict[Group, Pack]:
        """``groups``: how many there are of each."""
        today = timezone.localdate()
        there = {group: number for group, number in groups.items() if group[1] == today}
        marks, packs = self._packs.pop(reading.key, (None, {}))
        if marks != reading.rewritten or any(
            group not in packs or packs[group].number != number for group, number in there.items()
        ):
            packs = reading._pack(today)
        self._packs[reading.key] = (reading.rewritten, packs)
        if len(self._packs) > MOST_SURVEYS:
            self._packs.pop(next(iter(self._packs)), None)
        return packs


_TODAY = _Today()
