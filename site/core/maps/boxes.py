"""A rectangle on the map, as addresses carry it: ``box=west,south,east,north``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?")


@dataclass(frozen=True)
class Box:
    """In degrees. Its western and southern edges belong to it, the others to its neighbours, so that boxes side by side
    count every place once."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def read(cls, text: str) -> Box | None:
        """What an address says; ``None`` when that is no rectangle on the globe."""
        parts = text.split(",", 4)
        if len(parts) != 4 or not all(_DEGREES.fullmatch(part) for part in parts):
            return None
        west, south, east, north = map(float, parts)
        sound = -180 <= west < east <= 180 and -90 <= south < north <= 90
        return cls(west, south, east, north) if sound else None

    def __str__(self) -> str:
        """Read again, it is the same box to the last bit."""
        return ",".join(f"{Decimal(repr(edge)):f}".removesuffix(".0") for edge in self.edges)

    @property
    def edges(self) -> tuple[float, float, float, float]:
        return self.west, self.south, self.east, self.north

    def within(self, other: Box) -> Box:
        """What the two share, when they do; else itself."""
        edges = (
            max(self.west, other.west),
            max(self.south, other.south),
            min(self.east, other.east),
            min(self.north, other.north),
        )
        return Box(*edges) if edges[0] < edges[2] and edges[1] < edges[3] else self

    def holds(self, *, lat: str = "lat", lon: str = "lon") -> Q:
        """The condition that a row's place is in the box."""
        return Q(
            **{f"{lat}__gte": self.south, f"{lat}__lt": self.north, f"{lon}__gte": self.west, f"{lon}__lt": self.east}
        )
