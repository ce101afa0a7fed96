"""What kinds of long work there are. Each app registers its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .running import Work

Run = Callable[["Work"], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """``run`` does the work and returns what to show (JSON). ``template`` is included in the page when it is done, and
    gets ``job`` and ``result``. Work that is done anew after a crash must not do twice what it had done."""

    run: Run
    template: str = ""


_kinds: dict[str, Kind] = {}


def register(kind: str, run: Run, *, template: str = "") -> None:
    _kinds[kind] = Kind(run=run, template=template)


def get(kind: str) -> Kind | None:
    return _kinds.get(kind)
