"""Swedish: dictionary forms (simplemma), stems (Snowball) of the words it does not know, and parts of compounds."""

from __future__ import annotations

from itertools import combinations, product

import snowballstemmer
from simplemma.strategies import DictionaryLookupStrategy

from .base import Forms
from .swedish_words import HEADS, NOT_HEADS, NOT_TAILS, NOUNS, PLACES, PLURALS, SHORT, STOP_WORDS, THEMSELVES, UNDIVIDED

_LONG = 4  # letters; a shorter part must be in SHORT
_SHORTEST_NOUN = 3
_SHORTEST_COMPOUND = 6
_SHORTEST_IN_PAIR = 3  # letters of two words that might be written as one
_LONGEST_COMPOUND = 50  # letters of a word that is taken for one of three parts and more
_SHORTEST_NAME = 5  # letters of an unknown first part
_GENITIVES = ("ens", "ets", "rnas")
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
        whole = self._lemmas(word) or self._stems(word)
        parts = {part for form in self._lemmas(word) or {word} for part in self._parts(form)}
        return Forms(frozenset(whole), frozenset(parts - whole))

    def restored(self, word: str) -> frozenset[str]:
        """Of a word that is none itself: cykelvag → cykelväg."""
        places = [index for index, sign in enumerate(word) if sign in _WITH_ACCENTS]
        if not places or len(places) > _MOST_VARIANTS or self.knows(word):
            return frozenset()
        found: set[str] = set()
        for signs in product(*(_WITH_ACCENTS.get(sign, sign) for sign in word)):
            found |= self._lemmas("".join(signs))
        return frozenset(found)

    def pair(self, first: str, second: str) -> frozenset[str]:
        if not first.endswith("s") or min(len(first), len(second)) < _SHORTEST_IN_PAIR or {first, second} & STOP_WORDS:
            return frozenset()
        is_known = self.knows(first) or self.knows(first[:-1])
        owners = [lemma for lemma in self._lemmas(first) if _is_genitive(first, lemma)] if is_known else ()
        owned = (self._lemmas(second) or self._stems(second)) if owners else ()
        return frozenset(f"{owner} {form}" for owner in owners for form in owned)

    def knows(self, word: str) -> bool:
        return self._lemma(word) is not None

    def divided(self, word: str) -> frozenset[str]:
        return frozenset()

    def dictionary_forms(self, word: str) -> frozenset[str]:
        lemmas = self._lemmas(word) if self.knows(word) or word in PLURALS else set()
        return frozenset(lemmas.union(*(self._parts(lemma) for lemma in lemmas)))

    def _lemma(self, word: str) -> str | None:
        if word in THEMSELVES:
            return word
        lemma = self.dictionary.get_lemma(word, "sv")
        return lemma.lower() if lemma else None

    def _lemmas(self, word: str) -> set[str]:
        """Dictionary forms of a word, or of what is left without the genitive's s. The dictionary has one for each word,
        often that of a verb: a noun that the word may be a form of is another."""
        if word in THEMSELVES or word.removesuffix("s") in THEMSELVES:
            return {word if word in THEMSELVES else word[:-1]}
        lemma = self._lemma(word)
        is_genitive = word.endswith(_GENITIVES) and self.knows(word[:-1])
        if is_genitive or (lemma is None and word.endswith("s")):
            return self._lemmas(word[:-1])
        if lemma and not self._is_base(lemma):
            lemma = self._lemma(lemma) or lemma  # ökade → ökad → öka
        found = {lemma, PLURALS.get(word), word if self._is_base(word) else None}
        if lemma and lemma != word:
            found |= {self._noun_of_plural(word), self._noun_of_definite(word, lemma)}
        return {form for form in found if form}

    def _is_base(self, word: str) -> bool:
        """Whether the word's own forms lead back to it: buss is one, since bussen is (the dictionary says: bussa)."""
        endings = ("en", "et", "n", "t", f"{word[-1]}en", f"{word[-1]}et")
        return word in NOUNS or any(self._lemma(word + ending) == word for ending in endings)

    def _noun_of_plural(self, word: str) -> str | None:
        """The definite plural tells: cyklar is one of cykel, since cyklarna is (the dictionary says: cykla)."""
        noun = self._lemma(f"{word}na") if len(word) > _LONG and word.endswith(("ar", "er", "or")) else None
        return None if noun and (noun.endswith("are") or noun == f"{word}na") else noun

    def _noun_of_definite(self, word: str, lemma: str) -> str | None:
        """A word and its ending: beslutet is beslut+et (the dictionary says: besluten)."""
        for ending in ("erna", "en", "et"):
            noun = word.removesuffix(ending)
            if noun != word and len(noun) >= _SHORTEST_NOUN and lemma.startswith(noun) and lemma != f"{noun}e":
                return noun if self._lemma(noun) == noun or self._is_base(noun) else None
        return None

    def _stems(self, word: str) -> set[str]:
        """What an unknown word may be a form of: it as it is, without the genitive's s, without any ending; of a compound
        its last part in the dictionary form."""
        found = {word, word.removesuffix("s"), self.stemmer.stemWord(word)}
        if cuts := self._cuts(word):
            found.add(word[: cuts[-1]] + (self._tail(word[cuts[-1] :]) or ""))
        return found

    def _hyphenated(self, pieces: list[str]) -> Forms:
        each = [self.forms(piece) for piece in pieces]
        whole = frozenset("".join(pieces[:-1]) + form for form in each[-1].whole)
        return Forms(whole, frozenset().union(*(found.whole | found.parts for found in each)) - whole)

    def _parts(self, word: str) -> set[str]:
        """Dictionary forms of the parts of a compound, neighbours joined too (barn+omsorg+plan: barnomsorg), and what a
        word in -het comes from (tillgänglighet: tillgänglig)."""
        cuts = self._cuts(word)
        if not cuts:
            return self._after_name(word) | self._adjective(word)
        edges = [0, *cuts, len(word)]
        found: set[str] = set()
        for start, end in combinations(edges, 2):
            piece = word[start:end]
            inner = [cut for cut in cuts if start < cut < end]
            if end < len(word):
                found.update(self._heads(piece) or ([piece.removesuffix("s")] if inner else []))
            elif start > 0 and (lemma := self._tail(piece)):
                found |= {lemma} | self._adjective(lemma)
        return found

    def _adjective(self, word: str) -> set[str]:
        adjective = word.removesuffix("het")
        is_one = word != adjective and len(adjective) >= _LONG and self._lemma(adjective) == adjective
        return {adjective} if is_one else set()

    def _cuts(self, word: str) -> list[int]:
        """Where a word falls into known ones; the shortest first part counts. When the dictionary has neither it nor
        what follows that, the first part may be a compound (data+skydds+beskrivning)."""
        lemma = self._lemma(word)
        if len(word) < _SHORTEST_COMPOUND or {word, lemma} & UNDIVIDED:
            return []
        if lemma and word != lemma == self._lemma(lemma) and not self._is_base(word) and not self._cuts(lemma):
            return []
        for cut in range(2, len(word) - 1):
            if self._tail(word[cut:]) and self._heads(word[:cut]):
                return self._within(word, cut, self._cuts(word[:cut]))
        if lemma or len(word) > _LONGEST_COMPOUND:
            return []
        for cut in range(_SHORTEST_COMPOUND, len(word) - 1):
            if self._tail(word[cut:]) and (inner := self._cuts(word[:cut].removesuffix("s"))):
                return self._within(word, cut, inner)
        return []

    def _within(self, word: str, cut: int, inner: list[int]) -> list[int]:
        """All cuts. After a first part that is a compound an s links: miljöskydd+s+lag, not slag."""
        if inner and word[cut - 1] != "s" == word[cut] and self._tail(word[cut + 1 :]):
            cut += 1
        return [*inner, cut, *(cut + further for further in self._cuts(word[cut:]))]

    def _after_name(self, word: str) -> set[str]:
        """An unknown word that begins with a name: Högforsdalen → Högfors, dal."""
        if self._lemma(word) or self._lemma(word.removesuffix("s")):
            return set()
        for cut in range(_SHORTEST_NAME, len(word) - 1):
            tail = self._noun(word[cut:])
            if tail in PLACES:
                return {word[:cut], word[:cut].removesuffix("s"), tail}
        return set()

    def _noun(self, form: str) -> str | None:
        """The dictionary form of a last part, a noun rather than a verb."""
        if self._is_base(form) and form not in PLURALS:
            return form
        return (
            PLURALS.get(form) or self._noun_of_plural(form) or self._lemma(form) or self._lemma(form.removesuffix("s"))
        )

    def _tail(self, end: str) -> str | None:
        lemma = self._noun(end)
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
            found += [HEADS[stem]] if stem in HEADS else []
        return found

    def _is_word(self, form: str) -> bool:
        return self._lemma(form) == form or self._is_base(form)


def _is_genitive(word: str, lemma: str) -> bool:
    """Whether a word in -s is somebody's, and no passive (byggs, bygga) nor an s of the word's own (hus, hoppas)."""
    return not lemma.endswith("s") and (not lemma.endswith("a") or word.endswith(("ans", "ors", "ornas")))
