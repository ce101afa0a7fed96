"""Public results by group in words and figures: pure but for the language they are told in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.text import with_unit

from ..engine.definition import Question
from ..engine.kinds.scale import SKIP
from ..engine.texts import say
from .choosing import Say, alternatives, steps
from .columns import OTHERS
from .protecting import UNANSWERED
from .shapes import Figure
from .statistics import mean, numbers
from .telling import decimal, stances

Row = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One alternative: a bar for each group, or none where it is kept back."""

    label: str
    figures: Sequence[Figure] = ()


@dataclass(frozen=True, kw_only=True)
class ByGroup:
    """A question. ``means``: of a scale, one for each group. No ``answers`` where nothing can be told."""

    id: str
    title: str
    sentence: str = ""
    answers: Sequence[Answer] = ()
    means: Sequence[str] = ()

    @property
    def kept_back(self) -> list[str]:
        return [answer.label for answer in self.answers if not answer.figures]

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """A row for each group, a cell for each answer and perhaps the mean."""
        shown = next((answer.figures for answer in self.answers if answer.figures), ())
        rows = []
        for place, figure in enumerate(shown):
            cells = [answer.figures[place].said if answer.figures else "" for answer in self.answers]
            rows.append((figure.label, [*cells, *self.means[place : place + 1]]))
        return rows


@dataclass(frozen=True, kw_only=True)
class ByGroups:
    """By one background question: its ``groups`` and how many people are in each; ``small`` are not told apart. Counted of
    ``number`` responses."""

    id: str
    title: str
    number: int
    groups: Sequence[tuple[str, int]]
    small: Sequence[str]
    told: Sequence[ByGroup]


def by_group(
    question: Question, table: Mapping[str, Row], kept: Collection[str], language: str, source: str
) -> ByGroup:
    """``table``: by the words for a group. ``kept``: the columns that are kept back. Shares are of the whole group: who did
    not answer is one of its parts."""
    labels = _labels(question, lambda text: say(text, language, source))
    there = {column for row in table.values() for column, number in row.items() if number}
    shown = [one for one in labels if one not in (SKIP, UNANSWERED) or one in there or one in kept]
    answers = [_answer(labels[one], () if one in kept else table.items(), one) for one in shown]
    means = _means(question, table.values(), kept)
    return ByGroup(
        id=question.id,
        title=say(question.title, language, source),
        sentence=_of_means(list(table), means) or _of_shares(answers),
        answers=answers,
        means=[decimal(one) for one in means],
    )


def _labels(question: Question, tell: Say) -> dict[str, str]:
    if question.kind == "recommendation":
        labels = stances()
    elif question.kind == "scale":
        labels = steps(question, tell, skipped=True)
    else:
        labels = alternatives(question, tell)
    return {**labels, UNANSWERED: _("Did not answer")}


def _answer(label: str, rows: Iterable[tuple[str, Row]], column: str) -> Answer:
    return Answer(label=label, figures=[_figure(group, row[column], _people(row)) for group, row in rows])


def _figure(group: str, number: int, total: int) -> Figure:
    share = int(100 * number / total + 0.5)
    return Figure(label=group, number=number, said=f"{number} ({with_unit(share, '%')})", width=share)


def _people(row: Row) -> int:
    """In a group: of several choices each column of an alternative has a counterpart."""
    first = next(iter(row))
    if OTHERS + first in row:
        return row[first] + row[OTHERS + first] + row[UNANSWERED]
    return sum(row.values())


def _means(question: Question, rows: Iterable[Row], kept: Collection[str]) -> list[Decimal]:
    """They follow from what is shown, or there are none."""
    if question.kind != "scale" or any(column.isdigit() for column in kept):
        return []
    counted = [numbers(row) for row in rows]
    return [mean(one) for one in counted] if all(any(one.values()) for one in counted) else []


def _of_means(groups: Sequence[str], means: Sequence[Decimal]) -> str:
    if not means:
        return ""
    told = sorted(zip(means, groups, strict=True))
    (least, low), (most, high) = told[0], told[-1]
    if decimal(least) == decimal(most):
        return _("The mean of every group is %(mean)s.") % {"mean": decimal(most)}
    said = {"high": high, "most": decimal(most), "low": low, "least": decimal(least)}
    return _("The mean is highest in %(high)s, %(most)s, and lowest in %(low)s, %(least)s.") % said


def _of_shares(answers: Sequence[Answer]) -> str:
    """The answer in which the groups differ most."""
    told = [(_spread(one.figures), one) for one in answers if one.figures]
    if not told:
        return ""
    spread, answer = max(told, key=lambda one: one[0])
    if not spread:
        return _("The shares are the same in every group.")
    ordered = sorted(answer.figures, key=lambda figure: figure.width)
    low, high = ordered[0], ordered[-1]
    said = {"answer": answer.label, "high": high.label, "low": low.label}
    shares = {"most": with_unit(high.width, "%"), "least": with_unit(low.width, "%")}
    return _("The groups differ most in “%(answer)s”: %(high)s %(most)s, %(low)s %(least)s.") % {**said, **shares}


def _spread(figures: Sequence[Figure]) -> int:
    return max(figure.width for figure in figures) - min(figure.width for figure in figures)
