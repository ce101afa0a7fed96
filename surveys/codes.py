"""One-time codes that people type from paper: twelve characters without those that look alike, the last of which checks
the others.

The alphabet has 31 characters, a prime, and the check is a weighted sum: one wrong character and two that changed
places are always noticed (Verhoeff, Error detecting decimal codes, 1969, chapter 3). Eleven free characters are 54
bits: with ten thousand codes out, a guess hits one of them once in 10^12."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O, no 1 I L
LENGTH = 12
GROUP = 4


def new_code() -> str:
    return code_of(secrets.randbelow(len(ALPHABET) ** (LENGTH - 1)))


def code_of(number: int) -> str:
    """The code that stands for a number; of a larger one, for what is left of it."""
    free = ""
    for _place in range(LENGTH - 1):
        number, rest = divmod(number, len(ALPHABET))
        free += ALPHABET[rest]
    return free + next(last for last in ALPHABET if is_sound(free + last))


def is_sound(code: str) -> bool:
    """Whether this can be a code at all."""
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        return False
    return sum(place * ALPHABET.index(char) for place, char in enumerate(code, start=1)) % len(ALPHABET) == 0


def tidy(typed: str) -> str:
    """What was typed, as codes are kept: however it was spaced and in small letters too."""
    return "".join(char for char in typed.upper() if char.isalnum())


def spaced(code: str) -> str:
    """As people read it: in groups."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
