"""From the Finnish plane coordinates to degrees: the inverse transverse Mercator projection on the GRS 80 ellipsoid.

The closed series of Krüger (1912) to the fourth order of the third flattening, as in JHS 197, appendix 3; in Finland
they are right to less than a millimetre. ETRS89 and WGS 84 are taken for one, as RFC 7946 does in practice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

AXIS = 6_378_137.0  # metres
FLATTENING = 1 / 298.257222101
_N = FLATTENING / (2 - FLATTENING)
_RADIUS = AXIS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ECCENTRICITY = (FLATTENING * (2 - FLATTENING)) ** 0.5
_SERIES = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)


@dataclass(frozen=True)
class TransverseMercator:
    """Its central meridian in degrees, scale on it, and the easting it has in metres."""

    name: str
    meridian: float
    scale: float
    false_easting: float

    def degrees(self, east: Numbers, north: Numbers) -> tuple[Numbers, Numbers]:
        """Longitudes and latitudes of eastings and northings in metres."""
        xi = north / (_RADIUS * self.scale)
        eta = (east - self.false_easting) / (_RADIUS * self.scale)
        for order, factor in enumerate(_SERIES, 1):
            turn = 2 * order
            at = (turn * north / (_RADIUS * self.scale), turn * (east - self.false_easting) / (_RADIUS * self.scale))
            xi = xi - factor * np.sin(at[0]) * np.cosh(at[1])
            eta = eta - factor * np.cos(at[0]) * np.sinh(at[1])
        longitude = np.arctan2(np.sinh(eta), np.cos(xi))
        conformal = np.arcsinh(np.tan(np.arcsin(np.sin(xi) / np.cosh(eta))))
        isometric = conformal
        for _turn in range(5):  # each makes it some 150 times more exact
            isometric = conformal + _ECCENTRICITY * np.arctanh(_ECCENTRICITY * np.tanh(isometric))
        return self.meridian + np.degrees(longitude), np.degrees(np.arctan(np.sinh(isometric)))


def _systems() -> dict[int, TransverseMercator]:
    """By EPSG code: ETRS-TM35FIN, ETRS-GKnFIN (with the zone before the easting, and the older without), UTM 32–36."""
    known = {3067: TransverseMercator("ETRS-TM35FIN", 27, 0.9996, 500_000)}
    for zone in range(19, 32):
        known[3873 + zone - 19] = TransverseMercator(f"ETRS-GK{zone}FIN", zone, 1, zone * 1e6 + 500_000)
        known[3126 + zone - 19] = TransverseMercator(f"ETRS-GK{zone}FIN", zone, 1, 500_000)
    for zone in range(32, 37):
        known[25800 + zone] = TransverseMercator(f"ETRS89 / UTM {zone}N", zone * 6 - 183, 0.9996, 500_000)
    return known


SYSTEMS: Mapping[int, TransverseMercator] = _systems()
DEGREES = frozenset({4326, 4258, 4937, 4979})  # WGS 84 and ETRS89 as longitude and latitude
EAST, NORTH = (50_000, 800_000), (6_500_000, 7_900_000)  # metres: Finland in ETRS-TM35FIN


def guessed(east: float, north: float) -> TransverseMercator | None:
    """The system that plane coordinates of a place in Finland must be in; ``None`` when they fit none of ours."""
    if not _between(north, NORTH):
        return None
    if _between(east, EAST):
        return SYSTEMS[3067]
    zone = int(east // 1e6)
    return SYSTEMS[3873 + zone - 19] if 19 <= zone <= 31 and _between(east - zone * 1e6, EAST) else None


def swapped(east: float, north: float) -> bool:
    """Whether the northing stands first."""
    return guessed(east, north) is None and guessed(north, east) is not None


def is_kkj(east: float, north: float) -> bool:
    """Whether these are coordinates of the old Finnish grid (YKJ), which stands on another ellipsoid."""
    return _between(north, NORTH) and 3_000_000 <= east < 4_000_000


def _between(value: Any, limits: tuple[float, float]) -> bool:
    return bool(limits[0] <= value <= limits[1])
