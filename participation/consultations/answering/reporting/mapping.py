"""Where opinions are about, as a drawing without a background: the municipality's areas and the marked places. Pure
but for its areas. The unit is a pixel."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

WIDTH, TALLEST = 640, 640
EDGE = 12
SCALE = 2
Position = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """``outlines`` of areas, and ``dots``, in pixels from above on the left."""

    width: int
    height: int
    outlines: Sequence[Sequence[Position]]
    dots: Sequence[Position]

    @property
    def paths(self) -> list[str]:
        return [" ".join(f"{x:.0f},{y:.0f}" for x, y in ring) for ring in self.outlines]

    @property
    def points(self) -> list[tuple[str, str]]:
        return [(f"{x:.0f}", f"{y:.0f}") for x, y in self.dots]


def draw(places: Iterable[Position], rings: Iterable[Sequence[Position]]) -> Drawing | None:
    """``None`` without places. Longitudes are narrowed as they are at that latitude."""
    found, around = list(places), [list(ring) for ring in rings]
    if not found:
        return None
    every = [*found, *(point for ring in around for point in ring)]
    west, east = min(lon for lon, _lat in every), max(lon for lon, _lat in every)
    south, north = min(lat for _lon, lat in every), max(lat for _lon, lat in every)
    narrow = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * narrow, 1e-4), max(north - south, 1e-4)
    scale = min((WIDTH - 2 * EDGE) / wide, (TALLEST - 2 * EDGE) / high)

    def put(point: Sequence[float]) -> Position:
        return EDGE + (point[0] - west) * narrow * scale, EDGE + (north - point[1]) * scale

    dots = sorted({(round(x), round(y)) for x, y in map(put, found)})
    height = round(high * scale) + 2 * EDGE
    return Drawing(WIDTH, height, [[put(point) for point in ring] for ring in around], dots)


def picture(drawing: Drawing) -> BytesIO:
    """A PNG."""
    image = Image.new("RGB", (drawing.width * SCALE, drawing.height * SCALE), "white")
    pen = ImageDraw.Draw(image)
    for ring in drawing.outlines:
        pen.line([(x * SCALE, y * SCALE) for x, y in ring], fill="#8a9a9e", width=SCALE)
    for x, y in drawing.dots:
        pen.ellipse(
            ((x - 3) * SCALE, (y - 3) * SCALE, (x + 3) * SCALE, (y + 3) * SCALE), fill="#0f3a44", outline="white"
        )
    made = BytesIO()
    image.quantize(16).save(made, "PNG", optimize=True)
    made.seek(0)
    return made


def rings_of(outline: Any) -> Iterable[Sequence[Position]]:
    """Of a GeoJSON polygon or several."""
    if not outline:
        return
    shapes = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
    for shape in shapes:
        yield [(point[0], point[1]) for point in shape[0]]
