from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template

from core import maps

register = template.Library()


@register.simple_tag
def map_drawing(
    points: Sequence[maps.Point] | None,
    areas: Iterable[maps.HasOutline] | None,
    bounds: Sequence[float] | None,
    shape: str,
    bunches: Sequence[maps.Bunch] | None = None,
    tiles: Sequence[maps.Tile] | None = None,
    lines: Sequence[maps.Line] | None = None,
) -> maps.Drawing | None:
    """`core.maps.draw`, for the map component."""
    return maps.draw(
        points=points or (),
        areas=areas or (),
        bounds=bounds,
        shape=shape,
        bunches=bunches or (),
        tiles=tiles or (),
        lines=lines or (),
    )
