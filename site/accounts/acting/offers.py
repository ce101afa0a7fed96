"""What the desk offers besides acting for one person: apps register their own ways, such as a sheet of signatures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Offer:
    title: str
    text: str
    url: str


_offers: list[Callable[[], Offer]] = []


def register(offer: Callable[[], Offer]) -> None:
    """``offer`` speaks the language of now."""
    _offers.append(offer)


def gather() -> list[Offer]:
    return [offer() for offer in _offers]
