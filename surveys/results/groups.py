"""Means of a scored survey by group: the alternatives of the question that its dimensions name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from core.text import with_unit

from ..engine.definition import Question
from ..engine.dimensions import level_of
from ..engine.kinds import SINGLE
from ..engine.scoring import percent
from ..engine.texts import say
from .choosing import EVERYBODY, chosen_in
from .packing import WHOLE
from .reading import Reading
from .reporting.profiles import Sum, add_scores, comparable

Sums = Mapping[str, Sum]  # by dimension


@dataclass(frozen=True, kw_only=True)
class Mean:
    """Of a group in a dimension; ``said`` is empty where it is kept back."""

    group: str
    said: str = ""
    width: int = 0
    level: str = ""


@dataclass(frozen=True, kw_only=True)
class Dimension:
    name: str
    sentence: str
    means: Sequence[Mean]


@dataclass(frozen=True, kw_only=True)
class Groups:
    """``kept_back``: some group is too small to be told."""

    title: str
    names: Sequence[str]
    dimensions: Sequence[Dimension]
    kept_back: bool

    def rows(self) -> list[tuple[str, list[Mean]]]:
        """By group, a mean of each dimension."""
        return [(name, [one.means[place] for one in self.dimensions]) for place, name in enumerate(self.names)]


def group_question(reading: Reading) -> Question | None:
    """``None`` where no groups are compared."""
    newest = reading.newest
    asked = next((one for one in reading.questions if one.id == newest.group), None)
    return asked if asked and asked.kind in SINGLE and newest.dimensions else None


def by_group(reading: Reading, question: Question, before: date | None = None) -> dict[str, Sums]:
    """Remembered as counts are. Versions whose points mean something else are left out."""
    kept = reading.remembered(f"groups {question.id}", before, EVERYBODY, lambda: _summed(reading, question, before))
    return {group: {key: _read(one) for key, one in found.items()} for group, found in kept.items()}


def _read(kept: Any) -> Sum:
    shares, number, levels = kept
    return Sum(Fraction(shares), number, Counter(levels))


def _summed(reading: Reading, question: Question, before: date | None) -> dict[str, Any]:
    found: dict[str, dict[str, Sum]] = {}
    for definition, pack in comparable(reading, reading.packs(before)):
        for group, kept in pack.cells.get(question.id, {}).items():
            add_scores(found.setdefault(group, {}), definition, pack, pack.bits(kept))
    return {
        group: {key: [str(one.shares), one.number, dict(one.levels)] for key, one in own.items()}
        for group, own in found.items()
    }


def least_of(least: int) -> int:
    """How many people a mean is about at least: a mean of hardly anybody tells of each of them."""
    return 2 * least if least > 1 else 1


def kept_back(numbers: Mapping[str, int], least: int) -> frozenset[str]:
    """Groups too small to be told, and so many others that they are no remainder of those that are told."""
    small = {group for group, number in numbers.items() if number < least_of(least)}
    rest = sorted(((number, group) for group, number in numbers.items() if group not in small and number), reverse=True)
    while rest and 0 < sum(numbers[group] for group in small) < least_of(least):
        small.add(rest.pop()[1])
    return frozenset(small)


def groups(
    reading: Reading, language: str, *, least: int, before: date | None = None, closed: Collection[str] = ()
) -> Groups | None:
    """``closed``: questions for staff only; dimensions that count one are left out. ``None`` where nothing is compared."""
    question = group_question(reading)
    if question is None or question.id in closed:
        return None
    newest, found = reading.newest, by_group(reading, question, before)
    options = [
        (option.id, say(option.text, language, newest.language)) for option in question.options if option.id in found
    ]
    if len(options) < 2:
        return None
    shown = [
        (one.id, say(one.name, language, newest.language), one.levels)
        for one in newest.dimensions
        if not set(one.questions) & set(closed)
    ]
    if len(shown) > 1 and len(shown) == len(newest.dimensions):
        shown.append((WHOLE, _("The whole"), newest.levels))
    back = _kept_back(found, [key for key, _name, _levels in shown], least)
    told = []
    for key, name, levels in shown:
        means = [
            _mean(label, Sum() if group in back else found[group].get(key, Sum()), levels, language, newest.language)
            for group, label in options
        ]
        told.append(Dimension(name=name, sentence=_sentence(means), means=means))
    return Groups(
        title=say(question.title, language, newest.language),
        names=[name for _group, name in options],
        dimensions=told,
        kept_back=bool(back),
    )


def _kept_back(found: Mapping[str, Sums], dimensions: Collection[str], least: int) -> frozenset[str]:
    """A group that is too small in one dimension is told in none: the whole would tell of the one that is left out."""
    numbers = ({group: sums.get(key, Sum()).number for group, sums in found.items()} for key in dimensions)
    return frozenset().union(*(kept_back(one, least) for one in numbers))


def _mean(label: str, one: Sum, levels: Any, language: str, source: str) -> Mean:
    if one.mean is None:
        return Mean(group=label)
    share, level = percent(one.mean), level_of(levels, one.mean)
    return Mean(
        group=label, said=with_unit(share, "%"), width=share, level=say(level.name, language, source) if level else ""
    )


def _sentence(means: Sequence[Mean]) -> str:
    told = [one for one in means if one.said]
    if len(told) < 2:
        return ""
    high, low = max(told, key=lambda one: one.width), min(told, key=lambda one: one.width)
    if high.width == low.width:
        return _("The means of the groups are the same.")
    said = {"high": high.group, "most": high.said, "low": low.group, "least": low.said}
    return _("Highest: %(high)s, %(most)s. Lowest: %(low)s, %(least)s.") % said


@dataclass(frozen=True)
class OwnGroup:
    """Of one respondent: the ``name`` of the group, and its means by dimension where enough have answered."""

    name: str
    means: Mapping[str, Fraction]


def own_group(
    reading: Reading, answers: Mapping[str, Any], language: str, *, least: int, before: date
) -> OwnGroup | None:
    """``before``: means are those of earlier days, so that nobody sees them change by an answer. ``None`` for who is in no
    group, and for a group of too few."""
    question = group_question(reading)
    value = answers.get(question.id) if question else None
    if question is None or value is None:
        return None
    found = by_group(reading, question, before)
    group = next(iter(chosen_in(question, value)), "")
    option = question.option(group)
    dimensions = [*(one.id for one in reading.newest.dimensions), WHOLE]
    if option is None or group not in found or group in _kept_back(found, dimensions, least):
        return None
    means = {key: one.mean for key, one in found[group].items() if one.mean is not None}
    return OwnGroup(say(option.text, language, reading.newest.language), means)
