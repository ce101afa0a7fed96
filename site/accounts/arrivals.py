"""What is done when a person has proved an address by signing in with a code mailed to it. Apps register in ``ready``."""

from __future__ import annotations

from collections.abc import Callable

from .models import User

_handlers: dict[str, Callable[[User], None]] = {}


def register(name: str, handler: Callable[[User], None]) -> None:
    """``handler`` is called within the transaction that completes the sign-in."""
    _handlers[name] = handler


def arrived(user: User) -> None:
    for handler in _handlers.values():
        handler(user)
