"""The map of an editor's form: every municipality of the installation, which is one as a rule."""

from __future__ import annotations

from core.maps.ground import FINLAND, Ground

from .models import Area, MunicipalitySettings


def everywhere() -> Ground:
    """Two queries."""
    edges = ("map_west", "map_south", "map_east", "map_north")
    rows = list(MunicipalitySettings.objects.filter(map_west__isnull=False).values_list(*edges))
    bounds = FINLAND
    if rows:
        west, south, east, north = ([float(edge) for edge in column] for column in zip(*rows, strict=True))
        bounds = (min(west), min(south), max(east), max(north))
    return Ground(bounds, list(Area.objects.exclude(outline={})))
