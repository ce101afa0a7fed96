"""An outline as a valid form: what can be mended is mended and told, what cannot is refused with its reason."""

from __future__ import annotations

import shapely
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .projection import Numbers

GRID = 1e-7  # degrees, about a centimetre: what differs less is the same place
LEAST = 1e-10  # square degrees, a few square metres: what is smaller is no area


def mend(polygons: list[list[Numbers]]) -> tuple[shapely.Geometry, tuple[str, ...]]:
    """A valid Polygon or MultiPolygon, and what was mended in words. Raises ValidationError when nothing is left."""
    raw = shapely.multipolygons([shapely.Polygon(shell, holes) for shell, *holes in polygons])
    said: list[str] = []
    form = raw
    if not raw.is_valid:
        form = shapely.make_valid(raw, method="structure", keep_collapsed=False)
        said.append(_reason(shapely.is_valid_reason(raw)))
    form = areal(shapely.set_precision(form, GRID))
    if form.area < LEAST:
        raise ValidationError(_("Nothing is left of the outline: its lines lie on one another."))
    return form, tuple(said)


def areal(form: shapely.Geometry) -> shapely.Geometry:
    """The parts that have an area, as a Polygon or a MultiPolygon; an empty one when there are none."""
    parts = [part for part in shapely.get_parts(shapely.make_valid(form)) if part.area > 0]
    flat = [piece for part in parts for piece in shapely.get_parts(part) if piece.geom_type == "Polygon"]
    if not flat:
        return shapely.Polygon()
    return flat[0] if len(flat) == 1 else shapely.multipolygons(flat)


def _reason(told: str) -> str:
    """GEOS's reason in words of ours."""
    if told.startswith("Self-intersection"):
        return _("the outline crosses itself")
    if told.startswith(("Hole lies outside", "Nested", "Holes are nested")):
        return _("a hole or a part was in the wrong place")
    if told.startswith("Ring Self-intersection"):
        return _("the outline touches itself")
    return _("the outline was not sound")
