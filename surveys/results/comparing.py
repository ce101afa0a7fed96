"""Results side by side: what several rounds of a survey, or several groups, say of the same. Pure but for the language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.text import with_unit

from .shapes import Figure, Group, Result

AVERAGES = frozenset({"ranking"})  # whose bars are no shares of people


@dataclass(frozen=True, kw_only=True)
class Line:
    """A thing in each round, oldest first; ``None`` where it was not asked. ``change`` is that from the round before."""

    label: str
    figures: Sequence[Figure | None]
    change: str = ""


@dataclass(frozen=True, kw_only=True)
class Side:
    title: str = ""
    lines: Sequence[Line] = ()


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A question, or the profile, in every round."""

    id: str
    title: str
    sentence: str = ""
    sides: Sequence[Side] = ()


def compared(found: Sequence[Result | None]) -> Compared | None:
    """One question as each round tells it, the newest last; ``None`` where there is nothing to compare."""
    newest = found[-1]
    if newest is None or sum(one is not None and not one.is_few for one in found) < 2:
        return None
    sides = list(_sides([list(one.groups) if one else [] for one in found], shares=newest.kind not in AVERAGES))
    stats = _stats(found)
    if not sides and not stats:
        return None
    sentence = _of_stat(stats[0]) if stats and newest.kind not in ("recommendation",) else _of_shares(sides)
    return Compared(
        id=newest.id,
        title=newest.title,
        sentence=sentence,
        sides=[*([Side(lines=stats)] if stats else []), *sides],
    )


def side_by_side(found: Sequence[Result | None]) -> Compared | None:
    """One question as parts of the answers tell it, everybody last: without changes, since no part is before another.
    ``None`` where there is nothing to compare."""
    whole = found[-1]
    if whole is None or whole.is_few:
        return None
    sides = list(_sides([list(one.groups) if one else [] for one in found], shares=False))
    stats = _stats(found)
    if not sides and not stats:
        return None
    return Compared(id=whole.id, title=whole.title, sides=[*([Side(lines=stats)] if stats else []), *sides])


def compared_bars(name: str, title: str, found: Sequence[Group | None]) -> Compared | None:
    """The same bars in each round; ``None`` for a round that has none."""
    if found[-1] is None or sum(one is not None for one in found) < 2:
        return None
    sides = list(_sides([[one] if one else [] for one in found], shares=True))
    return Compared(
        id=name, title=title, sentence=_of_shares(sides), sides=[Side(lines=sides[0].lines)] if sides else []
    )


def _sides(found: Sequence[Sequence[Group]], *, shares: bool) -> Iterator[Side]:
    """Groups and figures are paired by their words, which are the newest in every round."""
    for newest in found[-1]:
        if newest.is_histogram:
            continue
        same = [next((one for one in groups if one.title == newest.title), None) for groups in found]
        by_label = [{figure.label: figure for figure in one.figures} if one else {} for one in same]
        lines = []
        for figure in newest.figures:
            row = [known.get(figure.label) for known in by_label]
            lines.append(Line(label=figure.label, figures=row, change=_change(row) if shares else ""))
        yield Side(title=newest.title, lines=lines)


def _stats(found: Sequence[Result | None]) -> list[Line]:
    newest = found[-1]
    assert newest is not None
    known = [{str(name): value for name, value in one.stats} if one else {} for one in found]
    return [
        Line(
            label=str(name),
            figures=[Figure(label=str(name), said=one[str(name)]) if str(name) in one else None for one in known],
        )
        for name, _value in newest.stats
    ]


def _two(figures: Sequence[Figure | None]) -> tuple[Figure, Figure] | None:
    """The newest and the one before it, both told."""
    told = [one for one in figures if one is not None and one.said]
    return (told[-2], told[-1]) if len(told) > 1 and told[-1] is figures[-1] else None


def _change(figures: Sequence[Figure | None]) -> str:
    two = _two(figures)
    if two is None:
        return ""
    change = two[1].width - two[0].width
    return f"{change:+d}".replace("-", "−") if change else "0"


def _of_stat(line: Line) -> str:
    two = _two(line.figures)
    if two is None:
        return ""
    said = {"name": line.label, "before": two[0].said, "now": two[1].said}
    if two[0].said == two[1].said:
        return _("%(name)s is the same as before, %(now)s.") % said
    return _("%(name)s was %(before)s before and is %(now)s now.") % said


def _of_shares(sides: Sequence[Side]) -> str:
    """The share that has changed most."""
    found = []
    for side in sides:
        for line in side.lines:
            if line.change and (two := _two(line.figures)):
                found.append(
                    (two[1].width - two[0].width, f"{side.title}: {line.label}" if side.title else line.label, two)
                )
    if not found:
        return ""
    change, label, two = max(found, key=lambda one: abs(one[0]))
    said = {"label": label, "before": with_unit(two[0].width, "%"), "now": with_unit(two[1].width, "%")}
    if not change:
        return _("The figures are the same as before.")
    if change > 0:
        return _("Changed most: %(label)s, up from %(before)s to %(now)s.") % said
    return _("Changed most: %(label)s, down from %(before)s to %(now)s.") % said
