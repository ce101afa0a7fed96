"""Drawing a raffle so that anybody can do it again and get the same: pure.

An entry is known by a random key that tells nothing of whose it is. ``list_hash`` is the SHA-256 of the sorted keys, one
a line; the ticket of an entry is the SHA-256 of «seed list_hash key»; entries are drawn in the order of their tickets.
The seed comes to be at the draw, after the list is closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

ALGORITHM = "sha256-1"  # raised when the same seed and list would give another order
MOST_WINNERS = 100
MOST_RESERVES = 100


def same(value: str) -> str:
    """An address or a number, however it was written: what is the same is one person's."""
    value = value.strip().casefold()
    return value if "@" in value else "".join(char for char in value if char.isdigit())


def entries(contacts: Iterable[tuple[int, str]]) -> list[int]:
    """Of keys with their addresses, one key for each address, sorted."""
    found: dict[str, int] = {}
    for key, value in contacts:
        one = same(value)
        if one:
            found[one] = min(key, found.get(one, key))
    return sorted(found.values())


def list_hash(keys: Iterable[int]) -> str:
    return _hash("\n".join(map(str, sorted(keys))))


def drawn(keys: Sequence[int], seed: str) -> list[int]:
    """All of them, in the order in which they are drawn."""
    of_list = list_hash(keys)
    return sorted(keys, key=lambda key: (_hash(f"{seed} {of_list} {key}"), key))


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
