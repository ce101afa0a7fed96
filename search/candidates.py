"""Which rows a question meets: those to rank and those to count, with as little asked of the engine as may be.

Every answer lies within another. What has the words in its heading, as words of their own or as they were typed has them
anywhere, and what has them among what was chosen has them at all. So the widest is asked for first. An answer that is
not full holds everything, and what lies within it is told from its rows: an engine would read all rows of both words to
say once more that they seldom or never stand together. And where as many have the words in their heading as can be
ranked, nothing is asked of the others: they would come after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from .analysis import Term
from .analysis.tokens import Match
from .engines import Expression, engine
from .narrowing import Narrowing, own_kinds
from .near import Question
from .rows import read

TOLD = 100  # rows that are told by their texts; of more an engine is asked
TOLD_SIGNS = 1_000_000  # characters of those texts together, some 25 ms of work: documents may be very long
OWN = 200  # headings of the municipality's own pages that come before others
AT_ONCE = 50  # rows whose texts are read in one query


class Candidate(NamedTuple):
    """``as_typed``: it has every word as it was typed. ``whole``: for each way to put the question that it meets, by
    its number, whether it has the words as words of their own, which weighs nothing where they are all in the heading."""

    as_typed: bool
    whole: dict[int, bool]


class Rows(dict[int, tuple[str, str]]):
    """Filters and heading's tokens of the rows that were read and are there, by id. ``asked``: all tokens that the rows
    may be met by."""

    def __init__(self, asked: frozenset[str]) -> None:
        self._asked = asked
        self._tokens: dict[int, frozenset[str]] = {}
        self._signs = 0

    def read(self, ids: Iterable[int], *, texts: bool = True) -> None:
        """One query, none for what has been read; the ``texts`` of few come along."""
        wanted = set(ids) - self.keys()
        if texts and len(wanted) <= TOLD:
            self.tokens(wanted)
        lacking = wanted - self.keys()
        self.update((row_id, (filters, title)) for row_id, filters, title in read("filters, title_tokens", lacking))

    def tokens(self, ids: Iterable[int]) -> dict[int, frozenset[str]] | None:
        """Those of ``asked`` that each row has; None when the texts are too long. A query for `AT_ONCE` rows, none for
        what has been read."""
        lacking = sorted(set(ids) - self._tokens.keys())
        for start in range(0, len(lacking), AT_ONCE):
            for row_id, filters, title, text in read(
                "filters, title_tokens, text_tokens", lacking[start : start + AT_ONCE]
            ):
                self._signs += len(text)
                if self._signs > TOLD_SIGNS:
                    return None
                self[row_id] = filters, title
                self._tokens[row_id] = self._asked.intersection(f"{filters} {title} {text}".split())
        return self._tokens


IN_HEADING = Candidate(as_typed=True, whole={0: False})


@dataclass(frozen=True)
class Met:
    """``candidates`` are to be ranked, ``widest`` to be counted; ``rows`` are those of both. ``is_capped``: there are
    more to rank; ``at_least``: there are more to count."""

    candidates: dict[int, Candidate]
    widest: list[int]
    rows: dict[int, tuple[str, str]]
    is_capped: bool
    at_least: bool


class _Way:
    """One way to put a question, as what it asks of an engine."""

    def __init__(self, words: Sequence[Term], narrowing: Narrowing, without: frozenset[str], counted: bool) -> None:
        anywhere = [term.tokens for term in words]
        in_title = [term.of(Match.TITLE, Match.TITLE_PART) for term in words]
        wide = narrowing.widest() if counted else narrowing
        own = wide.expression(in_title, all_languages=counted, without=without)
        whole = [term.of(Match.TITLE, Match.TEXT, Match.FOLDED) for term in words]
        self.anywhere = narrowing.expression(anywhere, without=without)
        self.widest = wide.expression(anywhere, all_languages=counted, without=without)
        self.own = replace(own, groups=(*own.groups, own_kinds()))
        self.in_title = narrowing.expression(in_title, without=without)
        self.whole = narrowing.expression(whole, without=without)


def met(asked: Question, narrowing: Narrowing, without: frozenset[str], most: int, *, counted: bool = True) -> Met:
    """At most ``most`` rows to rank, and to count what has the words whatever was chosen, unless nothing is ``counted``.
    Two queries to seven.

    Rows that have the words in their heading come first, then those with whole words, so that the best are among them
    when there are more than can be ranked. Then the municipality's own pages come before all of those: there are few of
    them, and what residents have written since may be very much."""
    ways = [_Way(words, narrowing, without, counted) for words in (asked.terms, *asked.variants)]
    widest = engine().newest([way.widest for way in ways], most)
    is_full = any(len(ids) == most for ids in widest)
    own, titles = _headings(ways, most, is_loose=asked.is_loose) if is_full else ([], [])
    to_count = list(dict.fromkeys([*list(dict.fromkeys(chain(*widest)))[:most], *chain(*own)]))
    parts = [] if titles else [(number, way.in_title) for number, way in enumerate(ways)]
    parts += [(number, way.whole) for number, way in enumerate(ways)]
    if asked.is_loose:
        parts.append((0, narrowing.expression((term.typed for term in asked.terms), without=without)))
    rows = Rows(frozenset(chain.from_iterable(part.tokens for _number, part in parts)))
    rows.read(chain(*own), texts=False)
    own = _fitting(own, narrowing, rows)
    if titles and len(titles[0]) == most:
        best = dict.fromkeys(list(dict.fromkeys(chain(*own, *titles)))[:most], IN_HEADING)
        return _met(best, to_count, rows, is_capped=True, at_least=True)
    everything = _chosen(ways, widest, narrowing, most, rows)
    everything = [list(dict.fromkeys([*ids, *more])) for ids, more in zip_longest(everything, own, fillvalue=())]
    found = [*titles, *_within(everything, parts, most, rows)]
    titles, wholes, typed = found[: len(ways)], found[len(ways) : 2 * len(ways)], found[2 * len(ways) :]
    first = typed[0] if typed and len(typed[0]) < most else []  # words met more often are what was meant
    order = dict.fromkeys(chain(first, *own, *titles, *wholes, *everything))
    is_capped = len(order) > most or any(len(ids) >= most for ids in everything)
    best = _ranked(list(islice(order, most)), everything, wholes, first)
    return _met(best, to_count, rows, is_capped=is_capped, at_least=is_full)


def _headings(ways: Sequence[_Way], most: int, *, is_loose: bool) -> tuple[list[list[int]], list[list[int]]]:
    """What has the words in its heading, where more has them than can be ranked: of each way among the municipality's own
    pages, and of a sole one at all."""
    sole = [way.in_title for way in ways if len(ways) == 1 and not is_loose]
    found = engine().newest([*(way.own for way in ways), *sole], most)
    return [ids[:OWN] for ids in found[: len(ways)]], found[len(ways) :]


def _met(candidates: dict[int, Candidate], to_count: list[int], rows: Rows, *, is_capped: bool, at_least: bool) -> Met:
    wanted = {*candidates, *to_count}
    rows.read(wanted, texts=False)
    return Met(candidates, to_count, {row_id: rows[row_id] for row_id in wanted & rows.keys()}, is_capped, at_least)


def _chosen(
    ways: Sequence[_Way], widest: Sequence[list[int]], narrowing: Narrowing, most: int, rows: Rows
) -> list[list[int]]:
    """For each way what it meets among what was chosen: what there is of it in the widest, and older ones when that does
    not hold them all."""
    if all(way.anywhere == way.widest for way in ways):
        return list(widest)
    rows.read(chain(*widest))
    found = _fitting(widest, narrowing, rows)
    lacking = [number for number, ids in enumerate(widest) if len(ids) == most and len(found[number]) < most]
    if lacking:
        older = [ways[number].anywhere.older_than(widest[number][-1]) for number in lacking]
        for number, ids in zip(lacking, engine().newest(older, most), strict=True):
            found[number] = [*found[number], *ids][:most]
    return found


def _fitting(found: Sequence[list[int]], narrowing: Narrowing, rows: Rows) -> list[list[int]]:
    """Those of what was found that what was chosen lets through. Many have the same filters, which are looked at once."""
    chosen = narrowing.expression(())
    whenever = replace(chosen, after=None, before=None)
    alike = {filters for filters, _title in rows.values()}
    through = {filters for filters in alike if whenever.is_met_by(0, frozenset(filters.split()))}
    after, before = chosen.after or 0, chosen.before
    fitting = {
        row_id
        for row_id, (filters, _title) in rows.items()
        if filters in through and row_id >= after and (before is None or row_id < before)
    }
    return [[one for one in ids if one in fitting] for ids in found]


def _within(
    everything: Sequence[list[int]], parts: Sequence[tuple[int, Expression]], most: int, rows: Rows
) -> list[list[int]]:
    """What each part of a way meets, among all that the way does. A part comes with the number of its way."""
    few = {number for number, ids in enumerate(everything) if len(ids) <= min(TOLD, most - 1)}
    known = rows.tokens(chain(*(everything[number] for number in few)))
    if known is None:
        few, known = set(), {}
    asked = iter(engine().newest([part for number, part in parts if number not in few], most))
    return [
        [row_id for row_id in everything[number] if row_id in known and part.is_met_by(row_id, known[row_id])]
        if number in few
        else next(asked)
        for number, part in parts
    ]


def _ranked(
    ids: Sequence[int], everything: Sequence[list[int]], wholes: Sequence[list[int]], first: Sequence[int]
) -> dict[int, Candidate]:
    as_typed = set(first).union(*everything[1:])
    if len(everything) == 1:
        whole = set(wholes[0])
        return {row_id: Candidate(not first or row_id in as_typed, {0: row_id in whole}) for row_id in ids}
    known = [(set(all_of), set(some)) for all_of, some in zip(everything, wholes, strict=True)]
    return {
        row_id: Candidate(
            not first or row_id in as_typed,
            {
                number: row_id in some
                for number, (all_of, some) in enumerate(known)
                if row_id in all_of or row_id in some
            }
            or {0: False},
        )
        for row_id in ids
    }
