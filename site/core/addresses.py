"""Addresses of views, each looked up once: a list of many things asks for some hundred, and Django builds each anew."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import urls
from django.conf import settings
from django.utils.translation import get_language

REMEMBERED = 8192  # addresses; some 300 bytes each


def reverse(
    name: str, args: Sequence[Any] = (), kwargs: dict[str, Any] | None = None, *, app: str | None = None
) -> str:
    """`django.urls.reverse`, remembered for the language and the urls of now. ``app``: Django's ``current_app``."""
    pairs = tuple((kwargs or {}).items())
    return _remembered(name, tuple(args), pairs, app, get_language(), urls.get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=REMEMBERED)
def _remembered(
    name: str,
    args: tuple[Any, ...],
    pairs: tuple[tuple[str, Any], ...],
    app: str | None,
    language: str | None,  # what is remembered goes by it
    urlconf: str,
) -> str:
    return urls.reverse(name, urlconf=urlconf, args=args, kwargs=dict(pairs), current_app=app)
