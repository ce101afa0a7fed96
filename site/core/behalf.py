"""In whose name things are done now. While staff act for a person, this says who they are, and the audit trail keeps both.

Set for the length of a request (`accounts.acting.middleware`) or of a block (`acting`); nothing is kept after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Behalf:
    """``actor_id`` really acts, in the name of ``person_id``; ``via``: how the person told it («paper», «phone»)."""

    actor_id: int
    person_id: int
    via: str


_now: ContextVar[Behalf | None] = ContextVar("behalf", default=None)


def now() -> Behalf | None:
    """Who acts for whom; ``None`` when everybody acts for themselves."""
    return _now.get()


@contextmanager
def acting(behalf: Behalf | None) -> Iterator[None]:
    """Within the block staff act for the person (for nobody: ``None``); after it, all is as before."""
    token = _now.set(behalf)
    try:
        yield
    finally:
        _now.reset(token)


def begin(behalf: Behalf) -> None:
    """From now on, until the block of `acting` around it ends."""
    _now.set(behalf)
