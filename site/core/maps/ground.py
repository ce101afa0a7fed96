"""What a map shows where no page says which municipality it is of: an editor's form. `municipality` provides it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .drawing import Bounds, HasOutline

FINLAND: Bounds = (19.0, 59.7, 31.6, 70.1)


@dataclass(frozen=True)
class Ground:
    """``tiles``: the address of a background map with its {z}, {x} and {y}, and who made it; empty without one."""

    bounds: Bounds = FINLAND
    areas: Sequence[HasOutline] = ()
    tiles: str = ""
    attribution: str = ""


_source: list[Callable[[], Ground]] = []


def provide(source: Callable[[], Ground]) -> None:
    _source[:] = [source]


def ground() -> Ground:
    return _source[0]() if _source else Ground()
