"""What else moves when a person's address changes. Apps above register it in their ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import User

# Called in the transaction of the change, with the person as it is after it and the address before.
Mover = Callable[[User, str], None]
_movers: dict[str, Mover] = {}


def register(name: str, mover: Mover) -> None:
    """``mover(user, old)``: the person's address is now ``user.email``."""
    _movers[name] = mover


def move(user: User, old: str) -> None:
    for mover in _movers.values():
        mover(user, old)
