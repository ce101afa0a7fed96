"""What a person has that hangs on the account, so that it can be taken to another. Each app registers its part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Belongings:
    """``has``: whether the person has anything here. ``join``: move all that the first has to the second, inside the
    caller's transaction; what the second has already is not doubled. ``answered``: whether the person
    has something here that the municipality answers, for which a contact is kept."""

    has: Callable[[User], bool]
    join: Callable[[User, User], None]
    answered: Callable[[User], bool] = lambda user: False


_kinds: dict[str, Belongings] = {}


def register(name: str, belongings: Belongings) -> None:
    _kinds[name] = belongings


def has_anything(user: User) -> bool:
    return any(kind.has(user) for kind in _kinds.values())


def waits_for_answer(user: User) -> bool:
    return any(kind.answered(user) for kind in _kinds.values())


def move(shell: User, account: User) -> None:
    for kind in _kinds.values():
        kind.join(shell, account)
