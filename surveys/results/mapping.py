"""Places on the map: how many people marked which square."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.maps import Grid, Tile
from municipality.areas import Locator

from .packing import Pack

SQUARES = Grid(8, 9)  # of 2**-8 by 2**-9 degrees, some 220 metres in Finland: whose home it is cannot be told
STEPS = (1, 2, 4, 8)  # times the least from which a square is darker; for staff, parts of the largest
MOST_LISTED = 40
Places = Iterable[tuple[Any, float, float]]  # a person, longitude, latitude


@dataclass(frozen=True, kw_only=True)
class Heat:
    """``tiles`` for the map; ``rows`` of a table, the strongest first: the area that a square is in, and how many;
    ``key``: what each darkness means."""

    tiles: Sequence[Tile]
    rows: Sequence[tuple[str, str]]
    key: Sequence[tuple[int, str]]
    sentence: str


def squares(places: Places) -> dict[tuple[int, int], int]:
    """How many people marked each."""
    found: defaultdict[tuple[int, int], set[Any]] = defaultdict(set)
    for person, lon, lat in places:
        found[SQUARES.place(lon, lat)].add(person)
    return {place: len(people) for place, people in found.items()}


def places(packs: Iterable[Pack], question: str, chosen: tuple[str, str] | None = None) -> Places:
    for number, pack in enumerate(packs):
        for person, lon, lat in pack.places(question, chosen):
            yield (number, person), lon, lat


def heat(numbers: Mapping[tuple[int, int], int], site_id: int, least: int, *, exact: bool) -> Heat | None:
    """Of squares with at least ``least`` people; ``None`` when there are none. Staff (``least`` 1) are told numbers, others
    roughly, and without ``exact`` not at all. One query."""
    shown = sorted(
        ((number, place) for place, number in numbers.items() if number >= least),
        key=lambda one: (-one[0], one[1]),
    )
    if not shown:
        return None
    starts = _starts(least, shown[0][0])
    labels = _ranges(starts) if exact else dict(enumerate((_("some"), _("more"), _("many"), _("most")), start=1))
    tiles = []
    areas = _areas(site_id, [place for _number, place in shown[:MOST_LISTED]])
    for number, place in shown:
        dark = sum(number >= start for start in starts)
        tiles.append(Tile(box=SQUARES.cell(*place), level=dark, label=_people(number) if least <= 1 else labels[dark]))
    rows = [(area, tile.label) for area, tile in zip(areas, tiles, strict=False)]
    key = [(dark, labels[dark]) for dark in sorted({tile.level for tile in tiles})]
    where = rows[0][0]
    said = _("The square that most people marked is in %(area)s.") % {"area": where}
    sentence = said if where != _("Elsewhere") else ""
    return Heat(tiles=tiles, rows=rows, key=key, sentence=sentence)


def _areas(site_id: int, found: Sequence[tuple[int, int]]) -> list[str]:
    """By the middle of each square."""
    boxes = [SQUARES.cell(*place) for place in found]
    middles = [((box.west + box.east) / 2, (box.south + box.north) / 2) for box in boxes]
    return [str(area or _("Elsewhere")) for area in Locator(site_id).find_many(middles)]


def _starts(least: int, largest: int) -> list[int]:
    """From how many people a square is darker. In public it does not follow from the largest, which nobody is told."""
    if least > 1:
        return [least * step for step in STEPS]
    return sorted({1, *(-(-largest // step) for step in STEPS[1:])})


def _ranges(starts: Sequence[int]) -> dict[int, str]:
    said = {place: _between(start, end - 1) for place, (start, end) in enumerate(pairwise(starts), start=1)}
    return {**said, len(starts): _("%(number)s people or more") % {"number": starts[-1]}}


def _between(first: int, last: int) -> str:
    return _people(first) if first == last else _("%(first)s–%(last)s people") % {"first": first, "last": last}


def _people(number: int) -> str:
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": number}
