"""What is suggested while somebody types: headings, themes and areas with words that begin so.

Only what anybody may read is in the index (`search.registry`), and only rows of the municipality are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from municipality.models import Area, Theme

from . import registry
from .analysis import LONGEST_QUERY, forms
from .analysis.beginnings import SHORTEST, bare, beginning
from .analysis.tokens import Match, token
from .analysis.words import even, normal, spans, words
from .engines import engine
from .models import Entry
from .narrowing import Narrowing
from .tuning.counting import popular

MOST = 8  # suggestions
MOST_SUBJECTS, MOST_OFFICIAL, MOST_POPULAR = 2, 4, 2
MOST_WORDS = 6  # of what is typed
LOOKED_AT = 40  # of the newest headings of residents, and as many of the municipality's own

Piece = tuple[str, bool]  # a stretch of a heading, and whether it is what was typed


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """``pieces`` make up the title; ``language`` is the title's."""

    label: str
    pieces: tuple[Piece, ...]
    url: str
    language: str


class Row(NamedTuple):
    """What is read of an entry."""

    id: int
    kind: str
    language: str
    title: str
    path: str
    title_tokens: str


@dataclass(frozen=True)
class Typed:
    """The words of what stands in the box; the last one may go on."""

    words: tuple[str, ...]

    @cached_property
    def starts(self) -> tuple[str, ...]:
        return tuple(map(bare, self.words))

    @cached_property
    def whole(self) -> tuple[frozenset[str], ...]:
        """The tokens of each word, were it typed in full."""
        return tuple(frozenset(_in_headings(word)) for word in self.words)

    @property
    def groups(self) -> list[frozenset[str]]:
        begun = (beginning(word) for word in self.words)
        return [whole | {start} if start else whole for start, whole in zip(begun, self.whole, strict=True)]


def suggest(*, text: str, site_id: int, reader: str) -> list[Suggestion]:
    """At most `MOST`, the likeliest first. Five queries, none for what holds no word of two letters."""
    typed = Typed(tuple(words(text[:LONGEST_QUERY])[:MOST_WORDS]))
    if not typed.words or max(map(len, typed.starts)) < SHORTEST:
        return []
    subjects = list(_subjects(typed, site_id, reader))[:MOST_SUBJECTS]
    own, others = _headings(typed, site_id, reader)
    asked = list(_popular(typed, site_id, reader))
    own, others = own[: max(MOST_OFFICIAL, MOST - len(subjects) - len(others))], others[:MOST]
    return [*asked, *subjects, *own, *others][:MOST]


def _popular(typed: Typed, site_id: int, reader: str) -> Iterator[Suggestion]:
    """What many have searched for, and found, that begins so."""
    begins = " ".join(typed.words)
    found = popular(site_id=site_id, language=reader, begins=begins, today=timezone.localdate(), limit=MOST_POPULAR + 1)
    for query in [one.query for one in found if one.query != begins][:MOST_POPULAR]:
        yield Suggestion(
            label=gettext("Popular search"),
            pieces=((begins, True), (query.removeprefix(begins), False)),
            url=f"{reverse('search:search')}?{urlencode({'q': query})}",
            language=reader,
        )


def _in_headings(word: str) -> Iterator[str]:
    for language, _name in settings.LANGUAGES:
        for form in forms(language, word).whole:
            yield token(language, form, Match.TITLE)
            yield token(language, form, Match.TITLE_PART)


def _subjects(typed: Typed, site_id: int, reader: str) -> Iterator[Suggestion]:
    """Themes and areas whose name has a word for each that is typed."""
    for kind, model in (("theme", Theme), ("area", Area)):
        subject = registry.subject(kind)
        for one in model.objects.filter(site_id=site_id) if subject else ():
            pieces = _pieces(str(one), typed, tokens=())
            if subject and pieces:
                yield Suggestion(
                    label=registry.said(subject.label), pieces=pieces, url=subject.url(one.slug), language=reader
                )


def _headings(typed: Typed, site_id: int, reader: str) -> tuple[list[Suggestion], list[Suggestion]]:
    """The municipality's own in the reader's language, and what residents wrote in any."""
    asked = Narrowing(site_id=site_id, reader=reader, now=timezone.now())
    found = engine().newest([each.expression(typed.groups) for each in _halves(asked)], LOOKED_AT)
    columns = Entry.objects.filter(pk__in=[row_id for ids in found for row_id in ids]).values_list(*Row._fields)
    by_id = {row.id: row for row in map(Row._make, columns)}
    own, others = (_ranked((by_id[row_id] for row_id in ids if row_id in by_id), typed) for ids in found)
    return own, others


def _halves(asked: Narrowing) -> Iterator[Narrowing]:
    own = frozenset(kind for kind, source in registry.sources().items() if source.by_language)
    others = frozenset(registry.sources()) - own
    for kinds in (own, others):
        yield Narrowing(site_id=asked.site_id, reader=asked.reader, now=asked.now, kinds=kinds)


def _ranked(rows: Iterable[Row], typed: Typed) -> list[Suggestion]:
    """Headings that begin so first, then those with words that begin so, then other forms of the words."""
    fitting = [(row, pieces) for row in rows if (pieces := _pieces(row.title, typed, row.title_tokens.split("\n")))]
    fitting.sort(key=lambda pair: (*_distance(pair[1], typed), -pair[0].id))
    once = {row.title: (row, pieces) for row, pieces in reversed(fitting)}
    return [_suggestion(*once[title]) for title in list(reversed(once))[:MOST]]


def _distance(pieces: tuple[Piece, ...], typed: Typed) -> tuple[bool, bool]:
    marked = [bare(normal(text)) for text, met in pieces if met]
    literally = any(one.startswith(typed.starts[-1]) for one in marked)
    return not (pieces[0][1] and literally), not literally


def _suggestion(row: Row, pieces: tuple[Piece, ...]) -> Suggestion:
    return Suggestion(
        label=registry.label(row.kind), pieces=pieces, url=registry.url(row.kind, row.path), language=row.language
    )


def _pieces(title: str, typed: Typed, tokens: Sequence[str]) -> tuple[Piece, ...]:
    """The title cut up, what was typed marked; empty when a typed word is not in it after all (a beginning is known by
    its first letters only)."""
    marks: dict[int, int] = {}
    met: set[int] = set()
    for place, (start, end) in enumerate(spans(title)):
        word = normal(title[start:end])
        line = tokens[place].split() if place < len(tokens) else ()
        for number, begun in enumerate(typed.starts):
            length = _marked(title[start:end], word, begun, typed.whole[number], line)
            if length:
                met.add(number)
                marks[start] = max(marks.get(start, 0), length)
    return tuple(_cut(title, marks)) if len(met) == len(typed.words) else ()


def _marked(shown: str, word: str, begun: str, whole: frozenset[str], line: Sequence[str]) -> int:
    """How many letters of a word are what was typed: its beginning, all of it in another form, or none."""
    pieces = word.split("-")
    if bare(word).startswith(begun):
        return _letters(shown, len(begun))
    if any(bare(piece).startswith(begun) for piece in pieces[1:]) or not whole.isdisjoint(line):
        return len(shown)
    return 0


def _letters(shown: str, most: int) -> int:
    """The letters of a word that make up its first ``most`` ones without accents and hyphens."""
    return next((n for n in range(1, len(shown)) if len(bare(even(shown[:n]).lower())) >= most), len(shown))


def _cut(title: str, marks: dict[int, int]) -> Iterator[Piece]:
    place = 0
    for start, length in sorted(marks.items()):
        if start > place:
            yield title[place:start], False
        yield title[start : start + length], True
        place = start + length
    if place < len(title):
        yield title[place:], False
