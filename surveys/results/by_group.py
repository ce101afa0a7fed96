"""Public results by group: every public question by a background question that the editor has ticked, after closing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from ..actions.packing import keep_crosses
from ..engine.definition import Question
from ..engine.kinds import SINGLE
from ..engine.texts import say
from ..models import PublicCrosses, SurveyPage
from ..rules import MOST_BACKGROUNDS
from .columns import KINDS, counted
from .grouping import Told, closed, rest, told, told_apart, told_by_itself
from .public import open_questions
from .reading import Reading
from .telling_groups import ByGroup, ByGroups, by_group


def backgrounds(source: SurveyPage) -> list[str]:
    """The ids of the questions whose groups the editor offers."""
    ticked = (block for block in source.questions if block.value.get("grouping"))
    return [block.id for block in ticked if not block.value.get("staff_only")][:MOST_BACKGROUNDS]


class Crosses:
    """Of a survey that has closed: what may be told of its questions by group. Two queries once they are counted."""

    def __init__(self, source: SurveyPage, read: Reading) -> None:
        self._least, self._read, self._open = source.least_cell, read, open_questions(source)
        self._by_id = {one.id: one for one in _crossed(read)}
        known = (self._by_id.get(key) for key in backgrounds(source))
        self._backgrounds = [one for one in known if one is not None and one.kind in SINGLE]
        self._kept = self._counts(source)

    @cached_property
    def rests(self) -> dict[str, frozenset[str]]:
        """By background those of its groups that are not told apart; one of which no groups are told is left out."""
        found = {}
        for one in self._backgrounds:
            back = self._closed(one)
            own = None if back is None else rest(self._margins[one.id], back, self._least)
            if own is not None:
                found[one.id] = own
        return found

    def offered(self, language: str) -> list[tuple[str, str]]:
        """The background questions by which there is something to look at: ids and words."""
        return [(one.id, self._say(one.title, language)) for one in self._backgrounds if one.id in self.rests]

    def by(self, background: str, language: str) -> ByGroups | None:
        """``None`` for a question that is not offered."""
        own = self.rests.get(background)
        if own is None:
            return None
        question, margin = self._by_id[background], self._margins[background]
        labels = {option.id: self._say(option.text, language) for option in question.options}
        shown = {group: label for group, label in labels.items() if group not in own}
        return ByGroups(
            id=background,
            title=self._say(question.title, language),
            number=self._kept.number,
            groups=[(label, margin[group]) for group, label in shown.items()],
            small=[label for group, label in labels.items() if group in own and margin.get(group)],
            told=list(self._told(background, shown, language)),
        )

    def _told(self, background: str, labels: Mapping[str, str], language: str) -> Iterator[ByGroup]:
        for key, question in self._by_id.items():
            if key == background or key not in self._open:
                continue
            found = self._allowed(question)
            if found is None or background not in found.backgrounds:
                yield ByGroup(id=key, title=self._say(question.title, language))
            else:
                table = {label: self._tables[background][key][group] for group, label in labels.items()}
                yield by_group(question, table, found.kept, language, self._read.newest.language)

    def _allowed(self, question: Question) -> Told | None:
        """By every background, whichever is looked at: what one tells depends on what another does."""
        tables = {one: self._tables[one][question.id] for one in self.rests if one != question.id}
        if not tables:
            return None
        rests = {one: self.rests[one] for one in tables}
        if question.kind == "choices":
            return told_apart(tables, rests, self._least)
        if question in self._backgrounds:
            own = self.rests.get(question.id)
            return None if own is None else told_by_itself(tables, rests, own, self._least)
        back = self._closed(question)
        return None if back is None else told(tables, rests, back, self._least)

    def _closed(self, question: Question) -> frozenset[str] | None:
        return closed(self._margins[question.id], self._least, required=question.required)

    def _say(self, text: Mapping[str, str], language: str) -> str:
        return say(text, language, self._read.newest.language)

    @property
    def _margins(self) -> Mapping[str, Mapping[str, int]]:
        return _in_order(self._kept)["margins"]

    @property
    def _tables(self) -> Mapping[str, Mapping[str, Mapping[str, Mapping[str, int]]]]:
        return _in_order(self._kept)["by"]

    def _counts(self, source: SurveyPage) -> PublicCrosses:
        """Those that are kept, unless the survey has been open again, or asks or groups by something else."""
        assert source.closes_at is not None  # else it would be open
        kept = PublicCrosses.objects.filter(survey_key=self._read.key, closed_at=source.closes_at).first()
        if kept is not None and self._covers(kept):
            return kept
        packs = self._read.packs()
        margins, tables = counted(self._backgrounds, self._by_id.values(), packs.values())
        return keep_crosses(
            site_id=self._read.site_id,
            survey_key=self._read.key,
            closed_at=source.closes_at,
            number=sum(pack.number for pack in packs.values()),
            tables=json.dumps({"margins": margins, "by": tables}),
        )

    def _covers(self, kept: PublicCrosses) -> bool:
        there = set(_in_order(kept)["by"]) >= {one.id for one in self._backgrounds}
        return there and set(_in_order(kept)["margins"]) >= set(self._by_id)


def _in_order(kept: PublicCrosses) -> dict[str, Any]:
    """The tables as they were counted: a text keeps its order, which PostgreSQL's own form of JSON does not, and what is
    kept back follows it."""
    told: dict[str, Any] = json.loads(kept.tables)
    return told


def _crossed(read: Reading) -> list[Question]:
    """Questions that everybody was asked. Those that give points are compared as dimensions: means by group beside them
    would tell more of each."""
    scored = {key for one in read.definitions.values() for dimension in one.dimensions for key in dimension.questions}
    return [one for one in read.questions if one.kind in KINDS and one.id in read.to_all and one.id not in scored]
