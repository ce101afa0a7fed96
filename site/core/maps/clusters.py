"""Places by the hundred thousand: gathered by the database into the cells of a grid, a mark for each.

A cell is a power of two of degrees wide and stands where every other map has it, so that what is gathered does not
change while one moves, and that a cell's box holds exactly the places its mark counts (both are exact in binary).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, Func, IntegerField, Min, QuerySet

from .boxes import Box
from .drawing import WIDTH

LEAST = 96.0  # a cell's least width on the map: its mark has room, and a finger finds it
FINEST, COARSEST = 18, -6  # cells of 2**-18 to 2**6 degrees
APART = 30.0  # how far from its cell's edges a mark stands at least, so that neighbours do not lie on one another


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """How many places a cell holds, where its mark stands, and its edges. ``only``: the row's id where there is one."""

    number: int
    lat: float
    lon: float
    box: Box
    only: Any = None


@dataclass(frozen=True)
class Grid:
    """Cells of 2**-columns by 2**-rows degrees."""

    columns: int
    rows: int

    @classmethod
    def of(cls, extent: Sequence[float], *, width: float = WIDTH) -> Grid:
        """The finest grid whose cells have room for a mark, on a map ``width`` units wide (or pixels)."""
        west, south, east, north = extent
        columns = _within(math.floor(math.log2(max(width, LEAST) / (LEAST * (east - west)))))
        shrinks = math.cos(math.radians((south + north) / 2))
        return cls(columns, _within(columns + math.floor(0.25 - math.log2(max(shrinks, 0.05)))))

    def cell(self, column: int, row: int) -> Box:
        wide, high = 2.0**-self.columns, 2.0**-self.rows
        return Box(column * wide, row * high, (column + 1) * wide, (row + 1) * high)

    def place(self, lon: float, lat: float) -> tuple[int, int]:
        """The column and the row of the cell that holds a place."""
        return math.floor(lon * 2.0**self.columns), math.floor(lat * 2.0**self.rows)

    def around(self, extent: Sequence[float]) -> Box:
        """The whole cells that an extent touches."""
        west, south, east, north = extent
        first = self.cell(math.floor(west * 2.0**self.columns), math.floor(south * 2.0**self.rows))
        last = self.cell(math.ceil(east * 2.0**self.columns) - 1, math.ceil(north * 2.0**self.rows) - 1)
        return Box(first.west, first.south, last.east, last.north)


def counted_in(extent: Sequence[float], *, width: float = WIDTH) -> Box:
    """The box that holds just the places `gather` counts: the cells that the extent touches."""
    return Grid.of(extent, width=width).around(extent)


def _within(exponent: int) -> int:
    return min(max(exponent, COARSEST), FINEST)


class _Cell(Func):
    """The number of the cell a coordinate is in, counted from zero degrees."""

    output_field = IntegerField()
    template = "CAST(FLOOR(%(expressions)s * %(scale)s) AS integer)"

    def __init__(self, name: str, exponent: int) -> None:
        super().__init__(F(name), scale=repr(2.0**exponent))

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Not every SQLite has floor(): a cast cuts towards zero."""
        scaled = "%(expressions)s * %(scale)s"
        whole = f"CAST({scaled} AS INTEGER)"
        return super().as_sql(compiler, connection, template=f"({whole} - ({scaled} < {whole}))")


def gather(
    rows: QuerySet[Any], extent: Sequence[float], *, width: float = WIDTH, lat: str = "lat", lon: str = "lon"
) -> list[Cluster]:
    """The places of ``rows`` in the cells that the extent (west, south, east, north) touches, on a map ``width`` units
    wide; ``lat`` and ``lon`` name its columns. One query, which gives some hundred rows at most."""
    grid = Grid.of(extent, width=width)
    counted = (
        rows.filter(grid.around(extent).holds(lat=lat, lon=lon))
        .order_by()
        .values(column=_Cell(lon, grid.columns), row=_Cell(lat, grid.rows))
        .annotate(number=Count("pk"), mean_lat=Avg(lat), mean_lon=Avg(lon), one=Min("pk"))
    )
    return _clusters(counted, grid, extent, width)


def gathered(places: Iterable[tuple[float, float]], extent: Sequence[float], *, width: float = WIDTH) -> list[Cluster]:
    """The same of places (longitude, latitude) that are at hand; ``only`` is the place in their order."""
    grid = Grid.of(extent, width=width)
    around = grid.around(extent)
    cells: dict[tuple[int, int], list[Any]] = {}
    for one, (lon, lat) in enumerate(places):
        if around.west <= lon < around.east and around.south <= lat < around.north:
            cell = cells.setdefault(grid.place(lon, lat), [0, 0.0, 0.0, one])
            cell[0] += 1
            cell[1] += lat
            cell[2] += lon
    counted = (
        {"column": at[0], "row": at[1], "number": n, "mean_lat": lats / n, "mean_lon": lons / n, "one": one}
        for at, (n, lats, lons, one) in cells.items()
    )
    return _clusters(counted, grid, extent, width)


def _clusters(counted: Iterable[dict[str, Any]], grid: Grid, extent: Sequence[float], width: float) -> list[Cluster]:
    keep = min(0.4, APART * (extent[2] - extent[0]) / (width * 2.0**-grid.columns))
    return [_cluster(cell, grid, keep) for cell in sorted(counted, key=lambda cell: (-cell["row"], cell["column"]))]


def _cluster(cell: dict[str, Any], grid: Grid, keep: float) -> Cluster:
    box, number = grid.cell(cell["column"], cell["row"]), cell["number"]
    if number == 1:
        return Cluster(number=1, lat=cell["mean_lat"], lon=cell["mean_lon"], box=box, only=cell["one"])
    lat = _kept(cell["mean_lat"], box.south, box.north, keep)
    return Cluster(number=number, lat=lat, lon=_kept(cell["mean_lon"], box.west, box.east, keep), box=box)


def _kept(value: float, low: float, high: float, part: float) -> float:
    """The value, at least a part of the way off either end."""
    margin = (high - low) * part
    return min(max(value, low + margin), high - margin)
