"""A chart as a picture, sharp at print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from core.build.fonts import LATIN
from core.maps import WIDTH, Drawing

from .charting import SIZE, Chart

SCALE = 3  # dots for a pixel of a page: some 300 an inch on 16 cm
FONT = "build/fonts/schibsted-grotesk-latin.woff2"
INK, BAR, GROUND = "#12292f", "#0f3a44", "#e3e6e2"
COLOURS = 32  # of the file; a picture of bars needs few
WATER, LAND, EDGE = "#e3e6e2", "#ffffff", "#7d8b8c"
SQUARES = {1: "#c3ced0", 2: "#94a7ab", 3: "#648186", 4: "#274e57"}  # by darkness; as the page's opacities on white


def picture(chart: Chart) -> BytesIO:
    """A PNG. Raises OSError where the site's fonts have not been built."""
    image = Image.new("RGB", (chart.width * SCALE, chart.height * SCALE), "white")
    pen, font = ImageDraw.Draw(image), _font()
    for bar in chart.bars:
        for line in bar.lines:
            pen.text((0, line.y * SCALE), _known(line.text), fill=INK, font=font, anchor="ls")
        _box(pen, chart, bar.top, chart.room, GROUND)
        _box(pen, chart, bar.top, bar.length, BAR)
        pen.text((chart.right * SCALE, bar.foot * SCALE), _known(bar.value), fill=INK, font=font, anchor="ls")
    return _written(image)


def map_picture(drawing: Drawing) -> BytesIO:
    """The same of a map: the ground, the squares, and the edges and names of areas over them."""
    image = Image.new("RGB", (round(WIDTH * SCALE), round(drawing.height * SCALE)), WATER)
    pen, font = ImageDraw.Draw(image), _font()
    rings = [ring for shape in drawing.shapes for ring in _rings(shape.path)]
    for ring in rings:
        pen.polygon(ring, fill=LAND)
    for square in drawing.squares:
        left, top = square.x * SCALE, square.y * SCALE
        right, bottom = left + square.width * SCALE, top + square.height * SCALE
        pen.rectangle((left, top, right, bottom), fill=SQUARES[square.tile.level])
    for ring in rings:
        pen.line([*ring, ring[0]], fill=EDGE, width=SCALE)
    for shape in drawing.shapes:
        at = (shape.x * SCALE, shape.y * SCALE)
        pen.text(at, _known(shape.name), fill=INK, font=font, anchor="mm", stroke_width=SCALE, stroke_fill=LAND)
    return _written(image)


def _rings(path: str) -> Iterator[list[tuple[float, float]]]:
    """Of path data as `core.maps` writes it: «M1 2L3 4z»."""
    for ring in path.split("z"):
        points = [point.split() for point in ring.removeprefix("M").split("L") if point]
        if len(points) > 1:
            yield [(float(x) * SCALE, float(y) * SCALE) for x, y in points]


def _written(image: Any) -> BytesIO:
    made = BytesIO()
    image.quantize(COLOURS).save(made, "PNG", dpi=(72 * SCALE, 72 * SCALE), optimize=True)
    made.seek(0)
    return made


def _box(pen: Any, chart: Chart, top: int, length: int, colour: str) -> None:
    if length:
        left = chart.left * SCALE
        pen.rectangle((left, top * SCALE, left + length * SCALE - 1, (top + chart.thick) * SCALE - 1), fill=colour)


@cache
def _font() -> Any:
    return ImageFont.truetype(str(finders.find(FONT) or FONT), SIZE * SCALE)


def _known(text: str) -> str:
    """Letters that the font lacks lose their marks: «š» is «s»."""
    return "".join(one if ord(one) in LATIN else unicodedata.normalize("NFKD", one)[0] for one in text)
