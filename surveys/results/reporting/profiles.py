"""The profile of everybody who answered a scored survey: means of their shares, and how many reached which level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from core.text import with_unit

from ...engine.changes import scoring_rules
from ...engine.definition import Definition
from ...engine.dimensions import Level, level_of
from ...engine.scoring import percent
from ...engine.texts import say
from ..choosing import Selection
from ..packing import WHOLE, Pack
from ..protecting import hidden
from ..reading import Packs, Reading
from ..shapes import Figure, Group
from .shapes import Part

NONE = ""  # beside the ids of levels


@dataclass
class Sum:
    """Of one dimension: the ``shares`` summed up, of ``number`` people, and how many reached which level."""

    shares: Fraction = Fraction()
    number: int = 0
    levels: Counter[str] = field(default_factory=Counter)

    def add(self, share: Fraction, level: Level | None, number: int) -> None:
        self.shares += share * number
        self.number += number
        self.levels[level.id if level else NONE] += number

    @property
    def mean(self) -> Fraction | None:
        return self.shares / self.number if self.number else None


def sums(reading: Reading, before: date | None, selection: Selection) -> dict[str, Sum]:
    """By dimension. Versions whose points mean something else are left out. Remembered as counts are."""

    def make() -> list[Any]:
        found = _summed(reading, reading.packs(before, selection), selection.chosen)
        return [[key, [str(one.shares), one.number, dict(one.levels)]] for key, one in found.items()]

    kept = reading.remembered("profile", before, selection, make)
    return {key: Sum(Fraction(shares), number, Counter(levels)) for key, (shares, number, levels) in dict(kept).items()}


def _summed(reading: Reading, packs: Packs, chosen: tuple[str, str] | None) -> dict[str, Sum]:
    found: dict[str, Sum] = {}
    for definition, pack in comparable(reading, packs):
        add_scores(found, definition, pack, None if chosen is None else pack.who_chose(chosen))
    return found


def comparable(reading: Reading, packs: Packs) -> Iterator[tuple[Definition, Pack]]:
    """Packs of versions whose points mean what those of the newest do."""
    rules = scoring_rules(reading.newest)
    same = {pk: one for pk, one in reading.definitions.items() if scoring_rules(one) == rules}
    return ((same[version], pack) for (version, _day, _language), pack in packs.items() if version in same)


def add_scores(found: dict[str, Sum], definition: Definition, pack: Pack, among: int | None) -> None:
    """``among``: of these people only."""
    levels = {WHOLE: definition.levels, **{one.id: one.levels for one in definition.dimensions}}
    for dimension, shares in pack.scores.items():
        for said, kept in shares.items():
            if number := pack.size(kept, among):
                share = Fraction(said)
                found.setdefault(dimension, Sum()).add(share, level_of(levels[dimension], share), number)


def told(
    reading: Reading, found: Mapping[str, Sum], language: str, *, least: int, closed: Collection[str] = ()
) -> Part | None:
    """``least``: the fewest people that a figure is about. ``closed``: questions for staff only; a dimension that
    counts one is left out, and so is the whole. ``None`` where nothing is scored."""
    newest = reading.newest
    shown = [
        (one.id, say(one.name, language, newest.language), one.levels)
        for one in newest.dimensions
        if not set(one.questions) & set(closed)
    ]
    if len(newest.dimensions) > 1 and len(shown) == len(newest.dimensions):
        shown.append((WHOLE, _("The whole"), newest.levels))
    rows = [(name, found.get(key, Sum()), levels) for key, name, levels in shown]
    if not any(one.number for _name, one, _levels in rows):
        return None
    bars = Group(title=_("Mean of the shares of points"), figures=[_bar(name, one, least) for name, one, _l in rows])
    groups = [_levels(name, one, levels, language, newest.language, least) for name, one, levels in rows if levels]
    sentence = _("A share is the points that were got of those that could be got; the mean is that of the people.")
    return Part(title=_("Profile"), sentences=[sentence], groups=[bars, *filter(None, groups)])


def _bar(name: str, one: Sum, least: int) -> Figure:
    """A mean of hardly anybody tells of each of them."""
    if one.mean is None or (least > 1 and one.number < 2 * least):
        return Figure(label=name)
    share = percent(one.mean)
    return Figure(label=name, said=with_unit(share, "%"), width=share)


def _levels(name: str, one: Sum, levels: Collection[Level], language: str, source: str, least: int) -> Group | None:
    if one.number < max(1, least):
        return None
    labels = {level.id: say(level.name, language, source) for level in levels}
    if one.levels[NONE]:
        labels[NONE] = _("No level")
    counts = {key: one.levels[key] for key in labels}
    kept = hidden(counts, least)
    return Group(
        title=_("Levels: %(name)s") % {"name": name},
        figures=[
            Figure(label=label) if key in kept else _counted(label, counts[key], one.number)
            for key, label in labels.items()
        ],
    )


def _counted(label: str, number: int, total: int) -> Figure:
    share = int(100 * number / total + 0.5)
    return Figure(label=label, number=number, said=f"{number} ({with_unit(share, '%')})", width=share)
