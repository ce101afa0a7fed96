"""Maps: drawn on the server, gathered when there are many places, narrowed to a box."""

from .boxes import Box
from .clusters import Cluster, counted_in, gather
from .drawing import WIDTH, Bounds, Bunch, Drawing, HasOutline, Point, draw, extent_of

__all__ = [
    "WIDTH",
    "Bounds",
    "Box",
    "Bunch",
    "Cluster",
    "Drawing",
    "HasOutline",
    "Point",
    "counted_in",
    "draw",
    "extent_of",
    "gather",
]
