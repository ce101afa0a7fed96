"""Swedish: dictionary forms (simplemma) under Snowball, and parts of compounds."""

from __future__ import annotations

from itertools import combinations, product

import snowballstemmer
from simplemma.strategies import DictionaryLookupStrategy

from .base import Forms
from .swedish_words import NOT_HEADS, NOT_TAILS, NOUNS, PLACES, PLURALS, SHORT, STOP_WORDS, UNDIVIDED

_LONG = 4  # letters; a shorter part must be in SHORT
_SHORTEST_COMPOUND = 6
_SHORTEST_IN_PAIR = 3  # letters of two words that might be written as one
_SHORTEST_NAME = 5  # letters of an unknown first part
_MOST_VARIANTS = 6  # letters a and o of a word that may stand for å, ä and ö
_WITH_ACCENTS = {"a": "aåä", "o": "oö"}


class Analyser:
    stop_words = STOP_WORDS

    def __init__(self) -> None:
        self.dictionary = DictionaryLookupStrategy()
        self.stemmer = snowballstemmer.stemmer("swedish")

    def forms(self, word: str) -> Forms:
        pieces = [piece for piece in word.split("-") if piece]
        if len(pieces) > 1:
            return self._hyphenated(pieces)
        lemmas = self._lemmas(word)
        whole = frozenset(self.stemmer.stemWord(form) for form in {word} | lemmas)
        parts = {part for form in lemmas or {word} for part in self._parts(form)}
        return Forms(whole, frozenset(self.stemmer.stemWord(part) for part in parts) - whole)

    def restored(self, word: str) -> frozenset[str]:
        """Of a word that is none itself: cykelvag → cykelväg."""
        places = [index for index, sign in enumerate(word) if sign in _WITH_ACCENTS]
        if not places or len(places) > _MOST_VARIANTS or self._lemma(word):
            return frozenset()
        found: set[str] = set()
        for signs in product(*(_WITH_ACCENTS.get(sign, sign) for sign in word)):
            variant = "".join(signs)
            if self._lemma(variant):
                found |= self.forms(variant).whole
        return frozenset(found)

    def pair(self, first: str, second: str) -> frozenset[str]:
        if not first.endswith("s") or min(len(first), len(second)) < _SHORTEST_IN_PAIR or second in STOP_WORDS:
            return frozenset()
        owner = self._lemma(first) or self._lemma(first[:-1])
        if owner is None or first in STOP_WORDS or not _is_genitive(first, owner):
            return frozenset()
        owned = {self.stemmer.stemWord(form) for form in self._lemmas(second)} or self.forms(second).whole
        return frozenset(f"{self.stemmer.stemWord(owner)} {form}" for form in owned)

    def knows(self, word: str) -> bool:
        return self._lemma(word) is not None

    def divided(self, word: str) -> frozenset[str]:
        return frozenset()

    def dictionary_forms(self, word: str) -> frozenset[str]:
        lemmas = self._lemmas(word) if self.knows(word) or word in PLURALS else set()
        return frozenset(lemmas.union(*(self._parts(lemma) for lemma in lemmas)))

    def _lemma(self, word: str) -> str | None:
        lemma = self.dictionary.get_lemma(word, "sv")
        return lemma.lower() if lemma else None

    def _lemmas(self, word: str) -> set[str]:
        """Dictionary forms of a word; of what is left without the genitive's s, where it is not known itself."""
        found = {lemma for lemma in (self._lemma(word), PLURALS.get(word)) if lemma}
        if not found and word.endswith("s"):
            found = {self._lemma(word[:-1]) or word[:-1]}
        return found

    def _hyphenated(self, pieces: list[str]) -> Forms:
        each = [self.forms(piece) for piece in pieces]
        whole = frozenset("".join(pieces[:-1]) + form for form in each[-1].whole)
        return Forms(whole, frozenset().union(*(found.whole | found.parts for found in each)) - whole)

    def _parts(self, word: str) -> set[str]:
        """Dictionary forms of the parts of a compound, neighbours joined too (barn+omsorg+plan: barnomsorg)."""
        cuts = self._cuts(word)
        if not cuts:
            return self._after_name(word)
        edges = [0, *cuts, len(word)]
        found: set[str] = set()
        for start, end in combinations(edges, 2):
            piece = word[start:end]
            if end < len(word):
                found.update(self._heads(piece))
            elif start > 0 and (lemma := self._tail(piece)):
                found.add(lemma)
        return found

    def _cuts(self, word: str) -> list[int]:
        """Where a word falls into known ones; the shortest first part counts."""
        if len(word) < _SHORTEST_COMPOUND or {word, self._lemma(word)} & UNDIVIDED:
            return []
        for cut in range(2, len(word) - 1):
            head, tail = word[:cut], word[cut:]
            if self._tail(tail) and self._heads(head):
                return [*self._cuts(head), cut, *(cut + inner for inner in self._cuts(tail))]
        return []

    def _after_name(self, word: str) -> set[str]:
        """An unknown word that begins with a name: Högforsdalen → Högfors, dal."""
        if self._lemma(word) or self._lemma(word.removesuffix("s")):
            return set()
        for cut in range(_SHORTEST_NAME, len(word) - 1):
            tail = self._lemma(word[cut:]) or self._lemma(word[cut:].removesuffix("s"))
            if tail in PLACES:
                return {word[:cut], word[:cut].removesuffix("s"), tail}
        return set()

    def _tail(self, end: str) -> str | None:
        lemma = self._lemma(end) or self._lemma(end.removesuffix("s"))
        if not lemma or lemma in NOT_TAILS or end in NOT_TAILS:
            return None
        return lemma if lemma in SHORT or min(len(lemma), len(end)) >= _LONG else None

    def _heads(self, start: str) -> list[str]:
        """Known words that a first part may be: as it is, with a linking s or e, or with its last vowel lost or
        changed (skol-, gatu-, kyrko-, invånar-)."""
        found = []
        for stem in dict.fromkeys((start, start.removesuffix("s"))):
            if stem in NOT_HEADS or not (len(stem) >= _LONG or stem in SHORT):
                continue
            bare = stem[:-1]
            changed = {"u": [f"{bare}a"], "o": [f"{bare}a"], "e": [bare]}.get(stem[-1], []) if len(bare) > 2 else []
            forms = dict.fromkeys((stem, f"{stem}a", f"{stem}e", *changed))
            found += [form for form in forms if form not in NOT_HEADS and self._is_word(form)]
        return found

    def _is_word(self, form: str) -> bool:
        return form in NOUNS or self._lemma(form) == form


def _is_genitive(word: str, lemma: str) -> bool:
    """Whether a word in -s is somebody's, and no passive (byggs, bygga) nor an s of the word's own (hus, hoppas)."""
    return not lemma.endswith("s") and (not lemma.endswith("a") or word.endswith(("ans", "ors", "ornas")))
