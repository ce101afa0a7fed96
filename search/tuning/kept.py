"""What editors have taught the search of a municipality, kept in memory until it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from municipality.models import MunicipalitySettings

from ..analysis import Term
from .matching import Thesaurus, is_the_same, meanings
from .models import Pin, Synonym, apart


@dataclass(frozen=True)
class Rule:
    """When a pin is shown."""

    pin_id: int
    queries: tuple[str, ...]
    language: str
    starts_on: date | None
    ends_on: date | None

    def holds(self, asked: Sequence[Term], reader: str, today: date) -> bool:
        return (
            self.language in ("", reader)
            and (self.starts_on is None or self.starts_on <= today)
            and (self.ends_on is None or today <= self.ends_on)
            and any(is_the_same(asked, query) for query in self.queries)
        )


@dataclass(frozen=True)
class Taught:
    thesaurus: Thesaurus
    rules: tuple[Rule, ...]


NOTHING = Taught(Thesaurus(()), ())
_kept: dict[int, tuple[UUID, Taught]] = {}


def taught(site_id: int | None) -> Taught:
    """One query, and two more after a change."""
    if site_id is None:
        return NOTHING
    version = MunicipalitySettings.objects.filter(site_id=site_id).values_list("version", flat=True).first()
    if version is None:
        return _read(site_id)
    known = _kept.get(site_id)
    if known is None or known[0] != version:
        known = _kept[site_id] = (version, _read(site_id))
    return known[1]


def _read(site_id: int) -> Taught:
    synonyms = [
        meaning
        for row in Synonym.objects.filter(site_id=site_id)
        for meaning in meanings(row.language, apart(row.words), apart(row.means), both_ways=row.both_ways)
    ]
    pins = Pin.objects.filter(site_id=site_id).order_by("pk")
    rules = (Rule(pin.pk, tuple(apart(pin.queries)), pin.language, pin.starts_on, pin.ends_on) for pin in pins)
    return Taught(Thesaurus(synonyms), tuple(rules))
