"""Maps: drawn on the server, gathered when there are many places, narrowed to a box."""

from .boxes import Box
from .clusters import Cluster, Grid, counted_in, gather, gathered
from .drawing import WIDTH, Bounds, Bunch, Drawing, HasOutline, Line, Point, Tile, draw, extent_of

__all__ = [
    "WIDTH",
    "Bounds",
    "Box",
    "Bunch",
    "Cluster",
    "Drawing",
    "Grid",
    "HasOutline",
    "Line",
    "Point",
    "Tile",
    "counted_in",
    "draw",
    "extent_of",
    "gather",
    "gathered",
]
