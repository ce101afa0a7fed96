"""Rows with a past: what the actions would stamp with now is written with its own time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models


@contextmanager
def own_times(*kinds: type[models.Model]) -> Iterator[None]:
    """Within, fields of these models that fill themselves with the moment of saving keep the times they are given."""
    stamped = [
        (field, name)
        for kind in kinds
        for field in kind._meta.get_fields()
        for name in ("auto_now", "auto_now_add")
        if getattr(field, name, False)
    ]
    for field, name in stamped:
        setattr(field, name, False)
    try:
        yield
    finally:
        for field, name in stamped:
            setattr(field, name, True)
