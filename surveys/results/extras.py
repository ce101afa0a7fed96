"""Columns of a table that no question asked: the themes that staff gave to answers, and the points of a scored survey."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar, Protocol

from django.utils.translation import gettext as _

from ..engine.changes import scoring_rules
from ..engine.dimensions import Dimension, Level
from ..engine.flow import filled, walk
from ..engine.scoring import Profile, Scored, percent, profile
from ..engine.texts import say
from ..models import AnswerTheme, ThemedAnswer
from .reading import BATCH, Reading, Row
from .tabling import CODED, NOT_ANSWERED, NOT_ASKED, Table

NO_LEVEL = 0
TICKS = 0, 1


@dataclass(frozen=True, kw_only=True)
class Extra:
    """A whole number; ``values``: what the numbers mean, where they stand for something."""

    name: str
    title: str
    kind: str
    values: Mapping[int, str] = field(default_factory=dict)

    spss: ClassVar[str] = CODED
    missing: ClassVar[list[int]] = [NOT_ASKED, NOT_ANSWERED]

    def label(self, language: str, source: str) -> str:
        return self.title

    def meanings(self, language: str, source: str) -> dict[int, str]:
        return {**self.values, NOT_ASKED: _("Not asked"), NOT_ANSWERED: _("No answer")}

    def worded(self, cell: int) -> Any:
        if cell in (NOT_ASKED, NOT_ANSWERED):
            return _("No answer") if cell == NOT_ANSWERED and self.values else None
        return self.values.get(cell, cell)


class Part(Protocol):
    """Some of the extra columns. Cells are numbers, those of a missing answer too."""

    variables: list[Extra]

    def begin(self, rows: Sequence[Row]) -> None: ...

    def cells(self, row: Row) -> Iterator[int]: ...


class Extras:
    """In the language that is active."""

    def __init__(self, reading: Reading, table: Table) -> None:
        parts: list[Part] = [Themes(reading, table), Points(reading, table)]
        self._parts = [part for part in parts if part.variables]

    @property
    def variables(self) -> list[Extra]:
        return [variable for part in self._parts for variable in part.variables]

    def beside(self, rows: Iterable[Row], *, codes: bool) -> Iterator[tuple[Row, list[Any]]]:
        """Each row with its extra cells. What the database is asked, it is asked for many rows at once."""
        left = iter(rows)
        while batch := list(islice(left, BATCH)):
            for part in self._parts:
                part.begin(batch)
            for row in batch:
                yield row, list(self._cells(row, codes))

    def _cells(self, row: Row, codes: bool) -> Iterator[Any]:
        for part in self._parts:
            for variable, cell in zip(part.variables, part.cells(row), strict=True):
                yield cell if codes else variable.worded(cell)


class Themes:
    """A column of ticks for each theme."""

    def __init__(self, reading: Reading, table: Table) -> None:
        every = ((question.id, table.names_of(question.id)) for question in reading.questions)
        names = {question: named for question, named in every if named}
        found = AnswerTheme.objects.filter(survey_key=reading.key).order_by("question", "name", "pk")
        self._themes = [theme for theme in found if theme.question in names]
        self._given: dict[int, set[int]] = {}
        ticks = dict(zip(TICKS, (_("no"), _("yes")), strict=True))
        self.variables: list[Extra] = []
        numbers: dict[str, int] = defaultdict(int)
        for theme in self._themes:
            numbers[theme.question] += 1
            name, title = names[theme.question]
            self.variables.append(
                Extra(
                    name=table.free(f"{name}_t{numbers[theme.question]}"),
                    title=_("%(question)s – theme: %(theme)s") % {"question": title, "theme": theme.name},
                    kind=_("Theme"),
                    values=ticks,
                )
            )

    def begin(self, rows: Sequence[Row]) -> None:
        given: dict[int, set[int]] = defaultdict(set)
        held = ThemedAnswer.objects.filter(response__in=[row.key for row in rows])
        for response, theme in held.values_list("response_id", "theme_id"):
            given[response].add(theme)
        self._given = given

    def cells(self, row: Row) -> Iterator[int]:
        given = self._given.get(row.key, set())
        for theme in self._themes:
            if theme.question not in row.asked:
                yield NOT_ASKED
            elif theme.question not in row.answers:
                yield NOT_ANSWERED
            else:
                yield int(theme.pk in given)


class Points:
    """Of each dimension the points, what could be got, their share and the level; of the whole the share and the level.
    What a version asked whose points mean something else counts as not asked."""

    def __init__(self, reading: Reading, table: Table) -> None:
        newest = reading.newest
        rules = scoring_rules(newest)
        self._versions = {pk: one for pk, one in reading.definitions.items() if scoring_rules(one) == rules}
        self._dimensions, self._levels = newest.dimensions, newest.levels
        self._table, self._source = table, newest.language
        self.variables: list[Extra] = []
        for place, dimension in enumerate(self._dimensions, 1):
            self.variables += self._of_dimension(f"points{place}", dimension)
        if len(self._dimensions) > 1:
            self.variables += self._share_and_level("points_all", _("The whole"), self._levels)

    def _of_dimension(self, name: str, dimension: Dimension) -> Iterator[Extra]:
        said = {"name": say(dimension.name, self._table.language, self._source), "weight": dimension.weight}
        weighed = _("%(name)s (weight %(weight)s)") % said
        yield self._extra(f"{name}_got", _("%(name)s: points") % {"name": weighed})
        yield self._extra(f"{name}_most", _("%(name)s: points that could be got") % {"name": weighed})
        yield from self._share_and_level(name, weighed, dimension.levels)

    def _share_and_level(self, name: str, title: str, levels: Sequence[Level]) -> Iterator[Extra]:
        yield self._extra(f"{name}_share", _("%(name)s: share of points, %%") % {"name": title})
        if levels:
            named = {place: say(one.name, self._table.language, self._source) for place, one in enumerate(levels, 1)}
            yield self._extra(
                f"{name}_level", _("%(name)s: level") % {"name": title}, {NO_LEVEL: _("No level"), **named}
            )

    def _extra(self, name: str, title: str, values: Mapping[int, str] | None = None) -> Extra:
        return Extra(name=self._table.free(name), title=title, kind=_("Points counted"), values=values or {})

    def begin(self, rows: Sequence[Row]) -> None:
        """Everything is in the rows."""

    def cells(self, row: Row) -> Iterator[int]:
        definition = self._versions.get(row.version)
        found = (
            profile(definition, walk(definition, filled(definition, row.answers))) if definition else Profile(scored=())
        )
        scored = {one.dimension.id: one for one in found.scored}
        for dimension in self._dimensions:
            yield from _scored(dimension, scored.get(dimension.id))
        if len(self._dimensions) > 1:
            yield from _told(found.total, found.level, self._levels, is_asked=bool(scored))


def _scored(dimension: Dimension, one: Scored | None) -> Iterator[int]:
    counts = one is not None and one.score.counted
    missing = NOT_ANSWERED if one else NOT_ASKED
    yield one.score.points if one and counts else missing
    yield one.score.most if one and counts else missing
    yield from _told(one.share if one else None, one.level if one else None, dimension.levels, is_asked=one is not None)


def _told(share: Any, level: Level | None, levels: Sequence[Level], *, is_asked: bool) -> Iterator[int]:
    missing = NOT_ANSWERED if is_asked else NOT_ASKED
    yield missing if share is None else percent(share)
    if levels:
        ids = [one.id for one in levels]
        yield missing if share is None else ids.index(level.id) + 1 if level else NO_LEVEL
