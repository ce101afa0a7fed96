"""Every drawing by its name."""

from __future__ import annotations

from collections.abc import Callable

from . import lake, places, streets
from .palette import HEIGHT, WIDTH

SCENES: dict[str, Callable[[], str]] = {
    "bussi": streets.bus_stop,
    "digituki": places.digital_help,
    "kaava": places.plan,
    "kirjasto": streets.library,
    "kolme-kuntaa": places.three_towns,
    "laituri": lake.jetty,
    "latu": lake.ski_track,
    "leikkipuisto": places.playground,
    "niitty": lake.meadow,
    "penkki": lake.bench_view,
    "puutarha": places.garden,
    "raitti": streets.lane,
    "sauna": lake.sauna,
    "suojatie": streets.crossing,
    "tori": streets.market,
    "valot": streets.lights,
    "venesatama": lake.harbour,
}


def svg(name: str) -> str:
    """The whole drawing; raises KeyError for a name that is not a scene."""
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{SCENES[name]()}</svg>'
