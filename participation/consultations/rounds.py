"""Rounds of one matter: a consultation that is opened again is a new page that follows the earlier one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID


def chain(key: UUID, before: Mapping[UUID, UUID]) -> tuple[list[UUID], list[UUID]]:
    """The rounds before ``key`` and those after it, oldest first. ``before``: of each round the one that it follows. A
    circle, which an editor may make by hand, is left where it begins again."""
    earlier: list[UUID] = []
    while (found := before.get(earlier[-1] if earlier else key)) and found != key and found not in earlier:
        earlier.append(found)
    later, wave, seen = [], [key], {key, *earlier}
    while wave:
        wave = [one for one, follows in before.items() if follows in wave and one not in seen]
        seen.update(wave)
        later += wave
    return earlier[::-1], later
