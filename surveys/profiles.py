"""A score as its respondent reads it: a bar, a sentence, a level with its advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _

from core.text import with_unit

from .engine.dimensions import Level
from .engine.scoring import Score, percent, profile
from .present import Teller
from .results.groups import OwnGroup
from .results.packing import WHOLE


@dataclass(frozen=True, kw_only=True)
class Told:
    """``width``: of the bar, in per cent; ``marks``: where levels begin; ``share`` is empty when nothing counts. ``group`` is
    the mean of the respondent's group, empty where it is not told, and ``group_width`` its place."""

    name: str
    share: str
    width: int
    marks: Sequence[int]
    level: str
    advice: str
    sentence: str
    group: str = ""
    group_width: int = 0


@dataclass(frozen=True, kw_only=True)
class ToldProfile:
    """``group``: the name of the respondent's group, where its means are told. ``whole`` is missing where there is but one
    dimension, or nothing counts."""

    dimensions: Sequence[Told]
    whole: Told | None
    group: str = ""


def told_profile(tell: Teller, own: OwnGroup | None = None) -> ToldProfile | None:
    """``None`` for a survey that is not scored, and for answers that come to no dimension."""
    found = profile(tell.definition, tell.walked)
    if not found.scored:
        return None
    means = own.means if own else {}
    dimensions = [
        _beside(
            means.get(one.dimension.id),
            _told(tell, tell(one.dimension.name), one.share, one.level, one.dimension.levels, one.score),
        )
        for one in found.scored
    ]
    whole = _beside(means.get(WHOLE), _told(tell, _("The whole"), found.total, found.level, found.levels, None))
    return ToldProfile(
        dimensions=dimensions,
        whole=whole if whole.share and len(dimensions) > 1 else None,
        group=own.name if own else "",
    )


def _beside(mean: Fraction | None, one: Told) -> Told:
    return one if mean is None else replace(one, group=with_unit(percent(mean), "%"), group_width=percent(mean))


def _told(
    tell: Teller,
    name: str,
    share: Fraction | None,
    level: Level | None,
    levels: Sequence[Level],
    score: Score | None,
) -> Told:
    width = 0 if share is None else percent(share)
    called = tell(level.name) if level else ""
    return Told(
        name=name,
        share="" if share is None else with_unit(width, "%"),
        width=width,
        marks=sorted({one.starts for one in levels if 0 < one.starts < 100}),
        level=called,
        advice=tell(level.advice) if level else "",
        sentence=_sentence(name, None if share is None else width, called, score),
    )


def _sentence(name: str, share: int | None, level: str, score: Score | None) -> str:
    """Names the dimension, so that it can be read apart from the picture."""
    if share is None:
        return _("None of the questions was answered so that it gives points.")
    said = {"name": name, "share": with_unit(share, "%"), "level": level}
    found = (
        _("%(name)s: %(share)s of the points, level «%(level)s».") if level else _("%(name)s: %(share)s of the points.")
    ) % said
    if score is not None and score.counted < score.asked:
        counted = {"counted": score.counted, "asked": score.asked}
        found += (
            " " + _("%(counted)s of %(asked)s questions count; the others have no answer that gives points.") % counted
        )
    return found
