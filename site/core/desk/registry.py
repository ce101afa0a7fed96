"""The desks there are, by name: saved views, acts on many and exports find their list here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .listing import DeskView

_desks: dict[str, type[DeskView]] = {}


def register(desk: type[DeskView]) -> None:
    """By its ``desk`` name."""
    _desks[desk.desk] = desk


def get(name: str) -> type[DeskView] | None:
    return _desks.get(name)
