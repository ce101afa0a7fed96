"""Options in an order of their own for each respondent, the same each time that the page is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from .definition import Option


def shuffled(options: Sequence[Option], seed: str) -> tuple[Option, ...]:
    """Those that keep their place (`Option.is_fixed`) stand last."""
    loose = [option for option in options if not option.is_fixed]
    fixed = [option for option in options if option.is_fixed]
    return (*sorted(loose, key=lambda option: _turn(seed, option.id)), *fixed)


def _turn(seed: str, option_id: str) -> bytes:
    return hashlib.sha256(f"{seed} {option_id}".encode()).digest()
