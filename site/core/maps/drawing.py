"""Maps drawn on the server: outlines of areas, points and bunches of them, in Web Mercator, so that Leaflet can lay tiles under them.

Positions are WGS 84 degrees, longitude first as in GeoJSON (RFC 7946). A drawing is 640 units wide.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from .boxes import Box

WIDTH = 640.0
MARGIN = 0.06  # of the extent, on every side
SMALLEST = 0.01  # degrees: a single point is not drawn at the scale of a doormat
SHAPES = {"": 3 / 4, "wide": 10 / 16, "square": 1.0, "tall": 5 / 4}  # height to width

Bounds = tuple[float, float, float, float]  # west, south, east, north


class HasOutline(Protocol):
    names: Any
    outline: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Point:
    """A place on the map. ``state`` colours it like a state mark; ``url`` makes it a link."""

    lon: float
    lat: float
    label: str
    url: str = ""
    state: str = "past"


@dataclass(frozen=True, kw_only=True)
class Bunch:
    """Several places as one mark, which leads on to them. ``label`` says how many, and what happens."""

    lon: float
    lat: float
    number: int
    label: str
    url: str
    box: Box


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A rectangle that is the darker the more there is in it: ``level`` from 1 to 4. ``label`` says how much."""

    box: Box
    level: int
    label: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A route of longitudes and latitudes, or an outline when it is ``closed``."""

    points: Sequence[Sequence[float]]
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class Square:
    """A tile in the drawing's units."""

    x: float
    y: float
    width: float
    height: float
    tile: Tile


@dataclass(frozen=True, kw_only=True)
class Stroke:
    """A line as SVG path data."""

    path: str
    closed: bool


@dataclass(frozen=True, kw_only=True)
class Disc:
    """A bunch in the drawing's units, with the cell that leads to it."""

    x: float
    y: float
    r: int
    left: float
    top: float
    width: float
    height: float
    bunch: Bunch


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A point in the drawing's units."""

    x: float
    y: float
    point: Point


@dataclass(frozen=True, kw_only=True)
class Shape:
    """An area: its outline as SVG path data, its name, and where the name stands."""

    path: str
    name: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Drawing:
    height: float
    bounds: Bounds
    shapes: tuple[Shape, ...]
    spots: tuple[Spot, ...]
    discs: tuple[Disc, ...] = ()
    squares: tuple[Square, ...] = ()
    strokes: tuple[Stroke, ...] = ()

    @property
    def edges(self) -> str:
        """«west south east north», for scripts."""
        return " ".join(f"{edge:.6f}" for edge in self.bounds)


def draw(
    *,
    areas: Iterable[HasOutline] = (),
    points: Sequence[Point] = (),
    bounds: Sequence[float] | None = None,
    shape: str = "",
    bunches: Sequence[Bunch] = (),
    tiles: Sequence[Tile] = (),
    lines: Sequence[Line] = (),
) -> Drawing | None:
    """A drawing of what is given, or ``None`` when there is nothing to place it by. ``bounds`` is the least extent;
    without it everything is within. ``shape``: a key of SHAPES."""
    areas = [area for area in areas if area.outline]
    extent = extent_of(areas=areas, points=points, bounds=bounds, shape=shape)
    if extent is None:
        return None
    project = _Projection(extent)
    return Drawing(
        height=project.height,
        bounds=extent,
        shapes=tuple(_shape(area, project) for area in areas),
        spots=tuple(Spot(x=x, y=y, point=point) for point in points for x, y in [project(point.lon, point.lat)]),
        discs=tuple(_disc(bunch, project) for bunch in bunches),
        squares=tuple(_square(tile, project) for tile in tiles),
        strokes=tuple(_stroke(line, project) for line in lines),
    )


def extent_of(
    *,
    areas: Iterable[HasOutline] = (),
    points: Sequence[Point] = (),
    bounds: Sequence[float] | None = None,
    shape: str = "",
) -> Bounds | None:
    """What a drawing of these shows, from edge to edge; ``None`` when there is nothing to place it by."""
    positions = [] if bounds else [(p.lon, p.lat) for p in points]
    if not bounds:
        positions += [at for area in areas if area.outline for ring in _rings(area.outline) for at in ring]
    extent = _extent(bounds, positions)
    return _shaped(extent, SHAPES[shape]) if extent else None


def _extent(bounds: Sequence[float] | None, positions: Sequence[tuple[float, float]]) -> Bounds | None:
    if bounds:
        west, south, east, north = bounds
        return west, south, east, north
    if not positions:
        return None
    west, east = min(lon for lon, _lat in positions), max(lon for lon, _lat in positions)
    south, north = min(lat for _lon, lat in positions), max(lat for _lon, lat in positions)
    wide = max((east - west) * MARGIN, (SMALLEST - (east - west)) / 2)
    high = max((north - south) * MARGIN, (SMALLEST / 2 - (north - south)) / 2)
    return west - wide, south - high, east + wide, north + high


def _shaped(extent: Bounds, ratio: float) -> Bounds:
    """The extent made wider or higher, about its middle, until it has the ratio of height to width."""
    west, south, east, north = extent
    width, low, high = math.radians(east - west), _mercator(south), _mercator(north)
    if math.isclose(high - low, width * ratio, rel_tol=1e-9):
        return extent
    if high - low < width * ratio:
        more = (width * ratio - (high - low)) / 2
        return west, _latitude(low - more), east, _latitude(high + more)
    more = math.degrees((high - low) / ratio - width) / 2
    return west - more, south, east + more, north


class _Projection:
    def __init__(self, bounds: Bounds) -> None:
        west, south, east, north = bounds
        self.west, self.top = math.radians(west), _mercator(north)
        self.scale = WIDTH / (math.radians(east) - self.west)
        self.height = round((self.top - _mercator(south)) * self.scale, 1)

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        x = (math.radians(lon) - self.west) * self.scale
        y = (self.top - _mercator(lat)) * self.scale
        return round(x, 1), round(y, 1)


def _mercator(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat)))


def _latitude(mercator: float) -> float:
    return math.degrees(math.atan(math.sinh(mercator)))


def _rings(outline: Mapping[str, Any]) -> Iterator[list[tuple[float, float]]]:
    coordinates = outline["coordinates"]
    for polygon in [coordinates] if outline["type"] == "Polygon" else coordinates:
        for ring in polygon:
            yield [(position[0], position[1]) for position in ring]


def _shape(area: HasOutline, project: _Projection) -> Shape:
    rings = [[project(lon, lat) for lon, lat in ring] for ring in _rings(area.outline)]
    path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "z" for ring in rings)
    outer = max(rings, key=len)
    x = sum(x for x, _y in outer) / len(outer)
    y = sum(y for _x, y in outer) / len(outer)
    return Shape(path=path, name=str(area.names), x=round(x, 1), y=round(y, 1))


def _square(tile: Tile, project: _Projection) -> Square:
    left, top = project(tile.box.west, tile.box.north)
    right, bottom = project(tile.box.east, tile.box.south)
    return Square(x=left, y=top, width=round(right - left, 1), height=round(bottom - top, 1), tile=tile)


def _stroke(line: Line, project: _Projection) -> Stroke:
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in (project(point[0], point[1]) for point in line.points))
    return Stroke(path=path + "z" * line.closed, closed=line.closed)


def _disc(bunch: Bunch, project: _Projection) -> Disc:
    r = 15 + 5 * min(len(str(bunch.number)), 4)
    left, top = project(bunch.box.west, bunch.box.north)
    right, bottom = project(bunch.box.east, bunch.box.south)
    x, y = project(bunch.lon, bunch.lat)
    return Disc(
        x=round(min(max(x, r), WIDTH - r), 1),
        y=round(min(max(y, r), project.height - r), 1),
        r=r,
        left=left,
        top=top,
        width=round(right - left, 1),
        height=round(bottom - top, 1),
        bunch=bunch,
    )
