"""The map of an editor's form: every municipality of the installation, which is one as a rule."""

from __future__ import annotations

from core.maps.ground import FINLAND, Ground

from .models import Area, MunicipalitySettings


def everywhere() -> Ground:
    """Two queries."""
    names = ("map_west", "map_south", "map_east", "map_north", "map_tiles", "map_attribution")
    rows = list(MunicipalitySettings.objects.filter(map_west__isnull=False).order_by("pk").values_list(*names))
    bounds = FINLAND
    if rows:
        west, south, east, north = (
            [float(edge) for edge in column] for column in zip(*(row[:4] for row in rows), strict=True)
        )
        bounds = (min(west), min(south), max(east), max(north))
    tiles, attribution = next(((tiles, maker) for *_edges, tiles, maker in rows if tiles), ("", ""))
    return Ground(bounds, list(Area.objects.exclude(outline={})), tiles, attribution)
