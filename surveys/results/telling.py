"""The results of a question in words and figures: pure but for the language they are told in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.text import with_unit

from ..engine.definition import Option, Question
from ..engine.kinds.matrix import cell_fact
from ..engine.kinds.scale import SKIP, Scale
from ..engine.texts import Text, say
from .choosing import steps
from .counting import Tally
from .histograms import Bar, bars, periods
from .protecting import UNANSWERED, hidden, hidden_apart, small
from .shapes import Figure, Group, Result
from .statistics import divided, mean, numbers, quantile

ON_MAP = "on the map"  # the cell of those who named no area from the list
MOST_CODES = 40  # postal codes that are listed
SPREAD = 20  # answers for each step of a scale, from which a mean of one decimal gives away no hidden figure
PROMOTING, BETWEEN, DETRACTING = "promoters", "passives", "detractors"
PROMOTERS, DETRACTORS = 9, 6  # from, up to; of ten (Reichheld, The One Number You Need to Grow, 2003)


@dataclass(frozen=True)
class Teller:
    """``least``: the fewest people that a figure is about; 1 for staff, who see everything. ``to_all``: whether the
    question was asked of everybody; where it was not, numbers would give away what was answered before it, so that
    only rounded shares are told."""

    question: Question
    tally: Tally
    language: str
    source: str
    least: int
    to_all: bool

    @property
    def is_staff(self) -> bool:
        return self.least <= 1

    @property
    def unanswered(self) -> int:
        return self.tally.asked - self.tally.answered

    @property
    def exact(self) -> bool:
        return self.is_staff or (self.to_all and not small(self.unanswered, self.least))

    @property
    def is_tied(self) -> bool:
        """Whether how many chose some of several alternatives bounds how many chose another."""
        limits = self.question.limits
        return any(name in limits for name in ("min", "max")) or any(one.exclusive for one in self.question.options)

    def say(self, text: Text) -> str:
        return say(text, self.language, self.source)

    def result(self) -> Result:
        about = Result(id=self.question.id, title=self.say(self.question.title), kind=self.question.kind)
        if self.tally.answered < max(1, self.least):
            return replace(about, is_few=True)
        if self.exact:
            about = replace(about, answered=self.tally.answered, unanswered=self.unanswered)
        told = _TELL.get(self.question.kind, _words)(self, about)
        if any(group.total_kept_back for group in told.groups):
            return replace(told, answered=None, unanswered=None)
        return told

    def group(self, cells: Mapping[str, str], counts: Mapping[str, int], total: int, *, adds_up: bool = True) -> Group:
        """``cells``: labels; ``counts``: how many of those ``total`` who answered."""
        if adds_up:
            free = self.to_all and not self.question.required
            kept = hidden({**counts, **({UNANSWERED: self.tally.asked - total} if free else {})}, self.least)
        else:
            kept = hidden_apart(counts, total, self.least)
            kept = frozenset(cells) if kept and self.is_tied else kept
        exact = self.exact and UNANSWERED not in kept
        figures = [
            Figure(label=label) if cell in kept else _figure(label, counts.get(cell, 0), total, exact)
            for cell, label in cells.items()
        ]
        top = max(cells, key=lambda cell: counts.get(cell, 0), default=UNANSWERED)
        said = {"label": cells.get(top, ""), "share": _percent(counts.get(top, 0), total)}
        sentence = (
            "" if top in kept or not cells else _("Most often: %(label)s, %(share)s of those who answered.") % said
        )
        return Group(figures=figures, sentence=sentence, total_kept_back=UNANSWERED in kept)


def _percent(part: float, total: float) -> str:
    return with_unit(_whole(part, total), "%")


def _whole(part: float, total: float) -> int:
    return int(100 * part / total + 0.5) if total else 0


def _figure(label: str, number: int, total: int, exact: bool) -> Figure:
    share = _percent(number, total)
    said = f"{number} ({share})" if exact else share
    return Figure(label=label, number=number if exact else None, said=said, width=_whole(number, total))


def _labels(teller: Teller, options: tuple[Option, ...]) -> dict[str, str]:
    return {option.id: teller.say(option.text) for option in options}


def _words(teller: Teller, about: Result) -> Result:
    return replace(about, is_text=True)


def _choice(teller: Teller, about: Result) -> Result:
    labels = _labels(teller, teller.question.options)
    group = teller.group(
        labels,
        {cell: teller.tally.cells[cell] for cell in labels},
        teller.tally.answered,
        adds_up=teller.question.kind != "choices",
    )
    return replace(about, groups=[group], sentence=group.sentence)


def _place(teller: Teller, about: Result) -> Result:
    """Areas that were chosen from the list; places on the map have a map."""
    labels = _labels(teller, teller.question.options)
    counts = {cell: teller.tally.cells[cell] for cell in labels}
    if not any(counts.values()):
        return about
    counts[ON_MAP] = teller.tally.answered - sum(counts.values())
    return replace(about, groups=[replace(teller.group(labels, counts, teller.tally.answered), sentence="")])


def _consent(teller: Teller, about: Result) -> Result:
    """There is one answer: what tells something is how many of those who were asked gave it, where that is told."""
    group = teller.group({"yes": _("Agreed")}, {"yes": teller.tally.answered}, teller.tally.answered)
    if about.unanswered is None or group.total_kept_back:
        return replace(about, groups=[group], sentence=_("Everybody who answered agreed."))
    share = _percent(teller.tally.answered, teller.tally.asked)
    sentence = _("Of those who were asked, %(share)s agreed.") % {"share": share}
    return replace(about, groups=[group], sentence=sentence)


def _codes(teller: Teller, about: Result) -> Result:
    """A code that is kept back is not named either."""
    counts = dict(teller.tally.cells.most_common())
    group = teller.group({code: code for code in counts}, counts, teller.tally.answered)
    named = [figure for figure in group.figures if figure.said][:MOST_CODES]
    return replace(about, groups=[replace(group, figures=named)], sentence=group.sentence)


def _scale(teller: Teller, about: Result) -> Result:
    question, cells = teller.question, teller.tally.cells
    every = Scale().numbers(question)
    labels = steps(question, teller.say, skipped=bool(cells[SKIP]))
    group = teller.group(labels, {cell: cells[cell] for cell in labels}, teller.tally.answered)
    counted = numbers(cells)
    open_enough = not group.kept_back or sum(counted.values()) >= SPREAD * len(every)
    if not counted or not (teller.is_staff or open_enough):
        return replace(about, groups=[group], sentence=group.sentence)
    average = decimal(mean(counted))
    said = {"mean": average, "low": every[0], "high": every[-1]}
    sentence = _("The mean is %(mean)s on a scale from %(low)s to %(high)s.") % said
    return replace(about, groups=[group], sentence=sentence, stats=[(_("Mean"), average)])


def _recommendation(teller: Teller, about: Result) -> Result:
    counts = dict.fromkeys((PROMOTING, BETWEEN, DETRACTING), 0)
    for number, count in numbers(teller.tally.cells).items():
        counts[stance(int(number))] += count
    group = teller.group(stances(), counts, teller.tally.answered)
    if group.kept_back:
        return replace(about, groups=[group], sentence=group.sentence)
    score = round(100 * (counts[PROMOTING] - counts[DETRACTING]) / teller.tally.answered)
    said = f"{score:+d}".replace("-", "−") if score else "0"
    groups = [group]
    if teller.is_staff:
        every = {str(number): str(number) for number in range(11)}
        groups.append(teller.group(every, {cell: teller.tally.cells[cell] for cell in every}, teller.tally.answered))
    sentence = _("The recommendation score (NPS) is %(score)s on a scale from −100 to +100.") % {"score": said}
    return replace(about, groups=groups, sentence=sentence, stats=[(_("Recommendation score (NPS)"), said)])


def stance(number: int) -> str:
    if number >= PROMOTERS:
        return PROMOTING
    return DETRACTING if number <= DETRACTORS else BETWEEN


def stances() -> dict[str, str]:
    return {PROMOTING: _("Promoters, 9–10"), BETWEEN: _("In between, 7–8"), DETRACTING: _("Detractors, 0–6")}


def _number(teller: Teller, about: Result) -> Result:
    counted = numbers(teller.tally.cells)
    unit = teller.say(teller.question.labels.get("unit", {}))
    if teller.tally.answered < 2 * teller.least and not teller.is_staff:
        return replace(about, is_few=True)
    found = {_("Mean"): mean(counted), _("Median"): quantile(counted, Decimal("0.5"))}
    if teller.is_staff or teller.tally.answered >= 4 * teller.least:
        found |= {
            _("Lower quartile"): quantile(counted, Decimal("0.25")),
            _("Upper quartile"): quantile(counted, Decimal("0.75")),
        }
    stats = [(name, with_unit(decimal(value), unit)) for name, value in found.items()]
    sentence = _("The mean is %(mean)s and the median %(median)s.") % {"mean": stats[0][1], "median": stats[1][1]}
    decimals = teller.question.limit("decimals", 0)
    shown = bars(counted, Decimal(1).scaleb(-decimals), teller.least)
    labels = {str(place): with_unit(_between(bar, decimals), unit) for place, bar in enumerate(shown)}
    group = _histogram(teller, labels, {str(place): bar.number for place, bar in enumerate(shown)})
    groups = [group] if len(shown) > 1 else []
    return replace(about, groups=groups, stats=stats, sentence=f"{sentence} {group.sentence if groups else ''}".strip())


def _between(bar: Bar, decimals: int) -> str:
    """«10–19», both included; «under 10», «20 or more»."""
    last = bar.high - Decimal(1).scaleb(-decimals) if bar.high is not None else None
    ends = [str(number_format(end, decimals)).replace("-", "−") for end in (bar.low, last) if end is not None]
    if bar.low is None:
        return _("%(number)s or less") % {"number": ends[0]} if ends else _("All")
    if last is None:
        return _("%(number)s or more") % {"number": ends[0]}
    return "–".join(dict.fromkeys(ends))


def _histogram(teller: Teller, labels: Mapping[str, str], counts: Mapping[str, int]) -> Group:
    """The longest bar is as long as there is room."""
    group = teller.group(labels, counts, teller.tally.answered)
    longest = max((figure.width for figure in group.figures), default=0)
    return replace(group, is_histogram=True, scale=longest or 100)


def _date(teller: Teller, about: Result) -> Result:
    counts = periods(teller.tally.cells)
    group = _histogram(teller, {period: _period(period) for period in counts}, counts)
    return replace(about, groups=[group], sentence=group.sentence)


def _period(iso: str) -> str:
    """24.12.2026, 12/2026, 2026 or 2020–2029."""
    if len(iso) == 3:
        return f"{int(iso)}0–{int(iso)}9"
    parts = [part.lstrip("0") for part in reversed(iso.split("-"))]
    return ("." if len(parts) == 3 else "/").join(parts)


def _matrix(teller: Teller, about: Result) -> Result:
    labels, groups = _labels(teller, teller.question.options), []
    for row in teller.question.rows:
        counts = {option: teller.tally.cells[cell_fact(row.id, option)] for option in labels}
        total = sum(counts.values())
        if total < max(1, teller.least):
            groups.append(Group(title=teller.say(row.text), figures=[Figure(label=label) for label in labels.values()]))
        else:
            groups.append(replace(teller.group(labels, counts, total), title=teller.say(row.text)))
    return replace(about, groups=groups)


def _ranking(teller: Teller, about: Result) -> Result:
    options = teller.question.options
    figures, best = [], []
    for option in options:
        places = {
            Decimal(place): count
            for place in range(1, len(options) + 1)
            if (count := teller.tally.cells[f"{option.id}:{place}"])
        }
        label = teller.say(option.text)
        if sum(places.values()) < max(1, teller.least):
            figures.append(Figure(label=label))
            continue
        place = mean(places)
        best.append((place, label))
        width = _whole(float(len(options) - place + 1), len(options))
        figures.append(Figure(label=label, said=_("mean place %(place)s") % {"place": decimal(place)}, width=width))
    sentence = _("Placed highest on average: %(label)s.") % {"label": min(best)[1]} if best else ""
    return replace(about, groups=[Group(figures=figures)], sentence=sentence)


def _budget(teller: Teller, about: Result) -> Result:
    found = divided(teller.tally.cells)
    answered = teller.tally.answered
    shares = {option.id: float(found.get(option.id, 0) / answered) for option in teller.question.options}
    labels = _labels(teller, teller.question.options)
    figures = [
        Figure(label=label, said=_percent(shares[option], 1), width=_whole(shares[option], 1))
        for option, label in labels.items()
    ]
    top = max(shares, key=lambda option: shares[option])
    said = {"label": labels[top], "share": _percent(shares[top], 1)}
    sentence = _("The largest share on average went to %(label)s: %(share)s.") % said
    return replace(about, groups=[Group(figures=figures)], sentence=sentence)


def decimal(value: Decimal) -> str:
    """Rounded first: `number_format` cuts."""
    return str(number_format(value.quantize(Decimal("0.1"), ROUND_HALF_UP), 1))


_TELL: Mapping[str, Callable[[Teller, Result], Result]] = {
    **dict.fromkeys(("choice", "choices", "dropdown", "area", "age_group"), _choice),
    "consent": _consent,
    "postal_code": _codes,
    "scale": _scale,
    "recommendation": _recommendation,
    "number": _number,
    "date": _date,
    "matrix": _matrix,
    "place": _place,
    "ranking": _ranking,
    "budget": _budget,
}
