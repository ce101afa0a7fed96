"""What a search is narrowed to, and the counts of what it could be narrowed to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from .engines import Expression
from .entries import OPEN, filter_token, first_identity
from .registry import sources

MONTH = timedelta(days=30)
YEAR = timedelta(days=365)


def own_kinds() -> frozenset[str]:
    """Filters of what the municipality itself writes."""
    return frozenset(filter_token("k", source.kind) for source in sources().values() if source.by_language)


class Time(StrEnum):
    ANY = ""
    MONTH = "month"
    YEAR = "year"
    OLDER = "older"


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """Empty means all; ``languages`` empty means residents' content in every language and the municipality's own in
    the ``reader``'s. ``site_id`` None is every municipality: for operators only."""

    site_id: int | None
    reader: str
    now: datetime
    kinds: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    theme_ids: frozenset[int] = frozenset()
    area_ids: frozenset[int] = frozenset()
    project_keys: frozenset[UUID] = frozenset()
    is_open: bool = False
    time: Time = Time.ANY

    def widest(self) -> Narrowing:
        """Without anything chosen: what the counts are taken from."""
        return Narrowing(site_id=self.site_id, reader=self.reader, now=self.now)

    def expression(
        self, words: Iterable[frozenset[str]], *, all_languages: bool = False, without: frozenset[str] = frozenset()
    ) -> Expression:
        """What is likely to be in most rows comes first, what is in the fewest last (`Expression`)."""
        everywhere = [frozenset({filter_token("s", self.site_id)})] if self.site_id is not None else []
        everywhere += [] if all_languages else [self._spoken]
        chosen = [self.kind_tokens, self.theme_tokens, self.area_tokens, self.project_tokens, self.open_tokens]
        groups = [*filter(None, everywhere), *words, *filter(None, chosen)]
        return Expression(tuple(groups), without, after=self.after, before=self.before)

    @property
    def kind_tokens(self) -> frozenset[str]:
        return frozenset(filter_token("k", kind) for kind in self.kinds)

    @property
    def theme_tokens(self) -> frozenset[str]:
        return frozenset(filter_token("t", theme_id) for theme_id in self.theme_ids)

    @property
    def area_tokens(self) -> frozenset[str]:
        return frozenset(filter_token("a", area_id) for area_id in self.area_ids)

    @property
    def project_tokens(self) -> frozenset[str]:
        return frozenset(filter_token("p", key.hex) for key in self.project_keys)

    @property
    def open_tokens(self) -> frozenset[str]:
        return frozenset({OPEN}) if self.is_open else frozenset()

    @property
    def language_tokens(self) -> frozenset[str]:
        if self.languages:
            return frozenset(filter_token("l", language) for language in self.languages)
        residents = (filter_token("k", source.kind) for source in sources().values() if not source.by_language)
        return frozenset({filter_token("l", self.reader), *residents})

    @property
    def _spoken(self) -> frozenset[str]:
        """`language_tokens` without those of kinds that are not looked for, which would only slow an engine down; none
        where every language is looked for."""
        if self.languages or not self.kinds:
            return self.language_tokens
        known = sources()
        if not any(kind in known and known[kind].by_language for kind in self.kinds):
            return frozenset()
        return self.language_tokens & (self.kind_tokens | {filter_token("l", self.reader)})

    @property
    def after(self) -> int | None:
        span = {Time.MONTH: MONTH, Time.YEAR: YEAR}.get(self.time)
        return first_identity(self.now - span) if span else None

    @property
    def before(self) -> int | None:
        return first_identity(self.now - YEAR) if self.time is Time.OLDER else None


@dataclass(frozen=True)
class Facets:
    """How many hits each choice would give, the other choices kept."""

    kinds: dict[str, int]
    languages: dict[str, int]
    theme_ids: dict[int, int]
    times: dict[str, int]
    area_ids: dict[int, int] = field(default_factory=dict)
    project_keys: dict[UUID, int] = field(default_factory=dict)
    open: int = 0


def count(rows: Iterable[tuple[int, str]], narrowing: Narrowing) -> Facets:
    """``rows``: id and filters of everything that the words meet."""
    month, year = first_identity(narrowing.now - MONTH), first_identity(narrowing.now - YEAR)
    alike = Counter((filters, _age(row_id, month, year)) for row_id, filters in rows)
    found: dict[str, Counter[str]] = {letter: Counter() for letter in (*"kltapo", "age")}
    wanted = {
        "k": narrowing.kind_tokens,
        "l": narrowing.language_tokens,
        "t": narrowing.theme_tokens,
        "a": narrowing.area_tokens,
        "p": narrowing.project_tokens,
        "o": narrowing.open_tokens,
    }
    for (filters, age), number in alike.items():
        tokens = frozenset(filters.split())
        fits = {letter: not group or not group.isdisjoint(tokens) for letter, group in wanted.items()}
        fits["age"] = narrowing.time is Time.ANY or narrowing.time in age
        for letter, counter in found.items():
            if all(fit for other, fit in fits.items() if other != letter):
                values = age if letter == "age" else [token[1:-1] for token in tokens if token[0] == letter]
                counter.update(dict.fromkeys(values, number))
    return Facets(
        dict(found["k"]),
        dict(found["l"]),
        {int(key): value for key, value in found["t"].items()},
        dict(found["age"]),
        {int(key): value for key, value in found["a"].items()},
        {UUID(hex=key): value for key, value in found["p"].items()},
        found["o"]["open"],
    )


def _age(row_id: int, month: int, year: int) -> tuple[str, ...]:
    if row_id >= month:
        return Time.MONTH, Time.YEAR
    return (Time.YEAR,) if row_id >= year else (Time.OLDER,)
