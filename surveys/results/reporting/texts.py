"""Answers in words by the themes that staff gave them: counted in one walk, a few of each quoted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from core.text import with_unit

from ...engine.definition import Question
from ..protecting import hidden_apart
from ..reading import BATCH, Reading
from ..shapes import Figure, Group
from ..texts import WITHOUT, Answer, Texts, Wanted, themes_of
from .shapes import Part, Quote, Quotes


def with_texts(part: Part, question: Question, reading: Reading, wanted: Wanted, *, least: int, quoted: int) -> Part:
    """``quoted``: how many of each theme. The order of texts is that of their random keys."""
    names = {theme.pk: theme.name for theme in themes_of(reading, question.id)}
    numbers: Counter[int] = Counter()
    quotes: dict[int, list[Quote]] = defaultdict(list)
    total = 0
    for answer in _walk(Texts(reading, question, wanted)):
        total += 1
        for theme in answer.themes or {WITHOUT}:
            numbers[theme] += 1
            if len(quotes[theme]) < quoted:
                quotes[theme].append(Quote(answer.text, answer.language))
    titles = {**names, WITHOUT: _("No theme") if names else ""}
    return replace(
        part,
        groups=[*part.groups, *([_themes(names, numbers, total, least)] if names and total else [])],
        quotes=[Quotes(title, quotes[theme]) for theme, title in titles.items() if quotes[theme]],
    )


def _walk(texts: Texts) -> Iterator[Answer]:
    keys = list(texts.keys())
    for start in range(0, len(keys), BATCH):
        yield from texts.shown(keys[start : start + BATCH])


def _themes(names: dict[int, str], numbers: Counter[int], total: int, least: int) -> Group:
    kept = hidden_apart({str(theme): numbers[theme] for theme in names}, total, least)
    figures = [
        Figure(label=name)
        if str(theme) in kept
        else Figure(
            label=name,
            number=numbers[theme],
            said=f"{numbers[theme]} ({with_unit(_percent(numbers[theme], total), '%')})",
            width=_percent(numbers[theme], total),
        )
        for theme, name in names.items()
    ]
    return Group(title=_("Themes of the answers"), figures=sorted(figures, key=lambda one: -(one.number or 0)))


def _percent(part: int, total: int) -> int:
    return int(100 * part / total + 0.5)
