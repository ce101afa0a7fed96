"""How much alike texts are: the share of words that they have in common. Pure.

Each text is a set of bits, one for a word and one for its second and third time, so that two are compared in a moment
however long they are: hundreds of paragraphs against hundreds take a part of a second.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"\w+")


class Likeness:
    """Compares texts that it has seen. Not for keeping: it grows with every text."""

    def __init__(self) -> None:
        self._bit_of: dict[tuple[str, int], int] = {}
        self._bits: dict[str, int] = {}

    def bits(self, text: str) -> int:
        if text not in self._bits:
            self._bits[text] = self._set(self._places(_WORD.findall(text.casefold())))
        return self._bits[text]

    def alike(self, one: str, other: str) -> float:
        """From 0, not a word in common, to 1, the same words."""
        first, second = self.bits(one), self.bits(other)
        together = first.bit_count() + second.bit_count()
        return 2 * (first & second).bit_count() / together if together else 0.0

    def held(self, part: str, whole: str) -> float:
        """How much of a text's words stand in another."""
        bits = self.bits(part)
        return (bits & self.bits(whole)).bit_count() / bits.bit_count() if bits else 0.0

    def size(self, text: str) -> int:
        """How many words it has."""
        return self.bits(text).bit_count()

    def _places(self, words: Iterable[str]) -> Iterable[int]:
        times: Counter[str] = Counter()
        for word in words:
            times[word] += 1
            yield self._bit_of.setdefault((word, times[word]), len(self._bit_of))

    @staticmethod
    def _set(places: Iterable[int]) -> int:
        bits = bytearray()
        for place in places:
            byte, bit = divmod(place, 8)
            if byte >= len(bits):
                bits.extend(bytes(byte + 1 - len(bits)))
            bits[byte] |= 1 << bit
        return int.from_bytes(bits, "little")
