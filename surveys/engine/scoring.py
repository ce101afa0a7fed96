"""The score of one respondent: pure.

What was not asked (a hidden question, a hidden option) counts neither in points nor in what could be got. What was asked
and not answered, and an answer without points («I cannot say»), are left out as well: a gap in what somebody tells is not
a lack of what it is about; how many of the questions that were asked count is told beside the score. So a score lies
between nothing and all, and more points for an answer never lower it.

A question counts by what can be got of it, each row of a matrix as a question of its own, a dimension in the total by its
weight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .definition import Definition, Question
from .dimensions import Dimension, Level, level_of
from .flow import Walk
from .kinds import Asked, Value, kind_of
from .kinds.scale import SKIP, Scale


@dataclass(frozen=True, kw_only=True)
class Score:
    """``points`` of the ``most`` that could be got, from ``counted`` of the ``asked`` questions."""

    points: int = 0
    most: int = 0
    counted: int = 0
    asked: int = 0

    @property
    def share(self) -> Fraction | None:
        """0–1; ``None`` when nothing counts."""
        return Fraction(self.points, self.most) if self.most else None


@dataclass(frozen=True, kw_only=True)
class Scored:
    dimension: Dimension
    score: Score

    @property
    def share(self) -> Fraction | None:
        return self.score.share

    @property
    def level(self) -> Level | None:
        return level_of(self.dimension.levels, self.share)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """``scored``: the dimensions of which something was asked, in their order."""

    scored: tuple[Scored, ...]
    levels: tuple[Level, ...] = ()

    @property
    def total(self) -> Fraction | None:
        """The mean of the dimensions by their weights; ``None`` when nothing counts."""
        counted = [(one.share, one.dimension.weight) for one in self.scored if one.share is not None]
        weights = sum(weight for _share, weight in counted)
        return sum((share * weight for share, weight in counted), Fraction()) / weights if weights else None

    @property
    def level(self) -> Level | None:
        return level_of(self.levels, self.total)


def percent(share: Fraction) -> int:
    """Rounded down, so that what is said never reaches a level that the share does not."""
    return int(share * 100)


def profile(definition: Definition, walked: Walk) -> Profile:
    asked = {one.question.id: one for leaf in walked.leaves for one in leaf.asked}
    found = (
        Scored(dimension=dimension, score=_score(dimension, asked, walked.values))
        for dimension in definition.dimensions
    )
    return Profile(scored=tuple(one for one in found if one.score.asked), levels=definition.levels)


def _score(dimension: Dimension, asked: Mapping[str, Asked], values: Mapping[str, Value]) -> Score:
    shown = [
        part
        for question in dimension.questions
        if question in asked
        for part in _parts(asked[question], values.get(question))
    ]
    told = [(one, points_of(one, value)) for one, value in shown if most_of(one)]
    counted = [(points, most_of(one)) for one, points in told if points is not None]
    return Score(
        points=sum(points for points, _most in counted),
        most=sum(most for _points, most in counted),
        counted=len(counted),
        asked=len(told),
    )


def _parts(asked: Asked, value: Value | None) -> Iterator[tuple[Asked, Value | None]]:
    """A row of a matrix counts as a question of its own: one that is not answered is left out alone."""
    if asked.question.kind != "matrix":
        yield asked, value
        return
    chosen = value or {}
    for row in asked.rows:
        yield asked, {"chosen": [chosen[row.id]]} if row.id in chosen else None


def gives_points(question: Question) -> bool:
    """Whether an answer to it can count."""
    return most_of(Asked(question=question, options=question.options)) > 0


def most_of(asked: Asked) -> int:
    """What can be got of a question as it was shown; 0 where it gives no points."""
    most = _MOST.get(asked.question.kind)
    return most(asked) if most else 0


def points_of(asked: Asked, value: Value | None) -> int | None:
    """``None`` where there is nothing to count. A matrix is asked row by row, each as if one chose an option."""
    points = _POINTS.get(asked.question.kind)
    return points(asked, value) if points and value is not None else None


def _of_options(asked: Asked, value: Value) -> int | None:
    known = [one.points for one in asked.options if one.id in value["chosen"] and one.points is not None]
    return sum(known) if known else None


def _best(asked: Asked) -> int:
    return max((one.points for one in asked.options if one.points is not None), default=0)


def _best_together(asked: Asked) -> int:
    """As many of the best as may be chosen, or the best that goes with no other."""
    free = sorted((one.points or 0 for one in asked.options if not one.exclusive), reverse=True)
    alone = [one.points or 0 for one in asked.options if one.exclusive]
    return max([sum(free[: asked.question.limit("max", len(free))]), *alone])


def _numbers(question: Question) -> range:
    kind = kind_of(question.kind)
    assert isinstance(kind, Scale)
    return kind.numbers(question)


def _above_lowest(asked: Asked, value: Value) -> int | None:
    """A scale gives no points at its low end, so that its first number is nothing of what could be got."""
    return None if value == SKIP else value - _numbers(asked.question)[0]


_POINTS: Mapping[str, Callable[[Asked, Value], int | None]] = {
    **dict.fromkeys(("choice", "choices", "dropdown", "matrix"), _of_options),
    **dict.fromkeys(("scale", "recommendation"), _above_lowest),
}
_MOST: Mapping[str, Callable[[Asked], int]] = {
    **dict.fromkeys(("choice", "dropdown", "matrix"), _best),
    "choices": _best_together,
    **dict.fromkeys(("scale", "recommendation"), lambda asked: max(0, len(_numbers(asked.question)) - 1)),
}
