"""What a language's analysis is, and the one for languages that have none of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import snowballstemmer

_SNOWBALL = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nb": "norwegian",
    "nn": "norwegian",
    "no": "norwegian",
    "ru": "russian",
    "sv": "swedish",
    "uk": "ukrainian",
}


@dataclass(frozen=True)
class Forms:
    """A word in its dictionary forms: ``whole``, and the ``parts`` of a compound, neighbours joined among them."""

    whole: frozenset[str]
    parts: frozenset[str] = frozenset()


class Analyser(Protocol):
    """``forms`` is the same for a text and for a query: a query uses the whole words only."""

    stop_words: frozenset[str]

    def forms(self, word: str) -> Forms:
        """The forms of one lower-case word."""
        ...

    def restored(self, word: str) -> frozenset[str]:
        """Whole forms of the words that ``word`` may stand for when it was typed without accents."""
        ...

    def pair(self, first: str, second: str) -> frozenset[str]:
        """A genitive and the noun after it in their dictionary forms («katujen kunnossapito»: *katu kunnossapito*), which
        might be written as one word; nothing of other words."""
        ...

    def knows(self, word: str) -> bool:
        """Whether the dictionary has the word."""
        ...

    def divided(self, word: str) -> frozenset[str]:
        """The dictionary forms of a word that is known only because it divides into known ones (digituke: digi+tuke)."""
        ...

    def dictionary_forms(self, word: str) -> frozenset[str]:
        """A known word and its parts as the dictionary writes them; of a word that is not known, nothing."""
        ...


class Plain:
    """Snowball where it knows the language, else the words as they are."""

    stop_words: frozenset[str] = frozenset()

    def __init__(self, language: str) -> None:
        name = _SNOWBALL.get(language.partition("-")[0].lower())
        self.stemmer = snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None

    def forms(self, word: str) -> Forms:
        pieces = [piece for piece in word.split("-") if piece]
        whole = frozenset({self._stem("".join(pieces))})
        return Forms(whole, frozenset(map(self._stem, pieces)) - whole)

    def restored(self, word: str) -> frozenset[str]:
        return frozenset()

    def pair(self, first: str, second: str) -> frozenset[str]:
        return frozenset()

    def knows(self, word: str) -> bool:
        return False

    def divided(self, word: str) -> frozenset[str]:
        return frozenset()

    def dictionary_forms(self, word: str) -> frozenset[str]:
        return frozenset()

    def _stem(self, word: str) -> str:
        return self.stemmer.stemWord(word) if self.stemmer else word
