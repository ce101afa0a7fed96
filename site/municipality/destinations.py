"""Parts of the site that are not pages but that a menu may lead to. `home` names them when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Destination:
    """`href` is called in the language of the reader with the address of the front page."""

    label: str | Promise
    href: Callable[[str], str]


_known: dict[str, Destination] = {}


def register(name: str, label: str | Promise, href: Callable[[str], str]) -> None:
    _known[name] = Destination(label=label, href=href)


def get(name: str) -> Destination | None:
    return _known.get(name)


def names() -> frozenset[str]:
    return frozenset(_known)


def choices() -> list[tuple[str, str | Promise]]:
    return [("", "–"), *((name, place.label) for name, place in _known.items())]
