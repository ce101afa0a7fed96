"""Previews of mails in the gallery: each app registers, for each mail, what writes it with made-up data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from .mail import Message, caught

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Make = Callable[[HttpRequest], object]
Tell = Callable[[Any, Any], object]  # a person and a municipality


@dataclass(frozen=True)
class Preview:
    """``make`` calls what composes the mail in real life, which sends it or returns it; it writes in the language of
    now and saves nothing."""

    name: str
    title: _StrOrPromise
    make: Make


_previews: dict[str, Preview] = {}


def register(name: str, title: _StrOrPromise, make: Make) -> None:
    _previews[name] = Preview(name, title, make)


def every() -> list[Preview]:
    return list(_previews.values())


def find(name: str) -> Preview | None:
    return _previews.get(name)


def written(preview: Preview, request: HttpRequest) -> Message:
    """The mail as it would be sent from the municipality of an address."""
    with caught() as mails:
        made = preview.make(request)
    return made if isinstance(made, Message) else mails[0]
