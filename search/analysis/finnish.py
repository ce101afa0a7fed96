"""Finnish: Voikko's dictionary forms, parts of compounds, and stems of the words it does not know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import snowballstemmer

from . import voikko
from .base import Forms
from .finnish_words import ADVERBS, ENDINGS, FUNCTION_WORDS, POSTPOSITIONS, STOP_WORDS, UNDIVIDED

_TAG = re.compile(r"(\[[^\]]*\])")
_NAMES = ("[Lep]", "[Les]", "[Lee]", "[Lem]")
_CONTENT = ("[Ln]", "[Lnl]", "[Ll]", "[Lt]")  # nouns, adjectives and verbs
_SECOND_PERSON = ("[O2y]", "[O2m]")
_IMPERATIVE = "[Tk]"
_SHORTEST_STEM = 3
# Of the last part: a noun, or an adjective that may stand in its place, and its genitive.
_NOUN = re.compile(r"\[Ln\](?!.*\[Bc\])")
_GENITIVE = re.compile(r"\[L(?:n|l|nl)\](?!.*\[Bc\]).*\[Sg\]")
_MOST_VARIANTS = 7  # letters a and o of a word that may stand for ä and ö


@dataclass(frozen=True)
class Part:
    """One part of a compound: its dictionary form, how it stands in the word, and the word it is derived from."""

    base: str
    surface: str
    root: str
    inflects: bool  # an adjective: it inflects with its noun (uudenvuoden, uusivuosi)


@dataclass(frozen=True)
class Reading:
    output: str
    parts: tuple[Part, ...]

    @property
    def lemma(self) -> str:
        *heads, last = self.parts
        return "".join(head.base if head.inflects else head.surface for head in heads) + last.base


class Analyser:
    stop_words = STOP_WORDS

    def __init__(self, lookup: voikko.Lookup | None = None) -> None:
        self.lookup = lookup or voikko.lookup()
        self.stemmer = snowballstemmer.stemmer("finnish")

    def forms(self, word: str) -> Forms:
        pieces = [piece for piece in re.split("[-']", word) if piece]
        if len(pieces) > 1:
            return self._hyphenated(pieces)
        return self._known(word) or Forms(self._stems(word))

    def restored(self, word: str) -> frozenset[str]:
        """Of a word that is none itself: paivakoti → päiväkoti."""
        places = [index for index, sign in enumerate(word) if sign in "ao"]
        if not places or len(places) > _MOST_VARIANTS or self._known(word) is not None:
            return frozenset()
        found: set[str] = set()
        for choice in product((False, True), repeat=len(places)):
            signs = list(word)
            for index, dotted in zip(places, choice, strict=True):
                if dotted:
                    signs[index] = {"a": "ä", "o": "ö"}[signs[index]]
            known = self._known("".join(signs))
            if known is not None:
                found |= known.whole
        return frozenset(found)

    def pair(self, first: str, second: str) -> frozenset[str]:
        if not first.endswith("n") or second in POSTPOSITIONS or min(len(first), len(second)) < _SHORTEST_STEM:
            return frozenset()
        owners = _lemmas(self.lookup(first), _GENITIVE)
        owned = _lemmas(self.lookup(second), _NOUN) if owners else ()
        return frozenset(f"{owner} {form}" for owner in owners for form in owned)

    def knows(self, word: str) -> bool:
        return bool(self.lookup(word))

    def divided(self, word: str) -> frozenset[str]:
        chosen = readings(self.lookup(word)) if word.isalpha() else []
        if any(len(reading.parts) == 1 for reading in chosen):
            return frozenset()
        return frozenset(plain(reading.lemma) for reading in chosen) - UNDIVIDED

    def dictionary_forms(self, word: str) -> frozenset[str]:
        known = self._known(word)
        return known.whole | known.parts if known else frozenset()

    def _known(self, word: str) -> Forms | None:
        """The forms of a word that Voikko knows."""
        chosen = readings(self.lookup(word))
        if not chosen:
            return None
        whole = {plain(reading.lemma) for reading in chosen} - {""}
        if word in ADVERBS:
            whole.add(ADVERBS[word])
        parts = {part for reading in chosen for part in _joined(reading)} | {
            plain(part.root) for reading in chosen for part in reading.parts if len(reading.parts) == 1
        }
        return Forms(frozenset(whole), frozenset(parts - whole - {""}))

    def _hyphenated(self, pieces: list[str]) -> Forms:
        """A word with a hyphen: its last piece carries the ending; each piece is a part. The back ends of Voikko see
        these differently, so they are not asked."""
        *heads, last = pieces
        tail = self.forms(last)
        whole = {"".join(heads) + form for form in tail.whole}
        parts = set(tail.whole | tail.parts)
        parts |= {"".join(heads) + part for part in tail.parts if last.startswith(part)}  # linja-auto+asema
        for head in heads:
            found = self.forms(head)
            parts |= found.whole | found.parts
        return Forms(frozenset(whole), frozenset(parts - whole))

    def _stems(self, word: str) -> frozenset[str]:
        """What is left of a word when an ending is taken off, every way; a loan's linking i too (chatbotilta)."""
        word = plain(word)
        if not word.isalpha():
            return frozenset({word})
        left = {word, self.stemmer.stemWord(word)}
        left |= {word[: -len(ending)] for ending in ENDINGS if word.endswith(ending)}
        left |= {stem[:-1] for stem in left if stem.endswith("i")}
        return frozenset(stem for stem in left if len(stem) >= _SHORTEST_STEM or stem == word)


def _lemmas(outputs: list[str], kind: re.Pattern[str]) -> set[str]:
    """The dictionary forms of a word in its likeliest readings of a kind."""
    return {plain(reading.lemma) for reading in readings(outputs) if kind.search(reading.output)} - {""}


def plain(form: str) -> str:
    """A dictionary form as it is kept: lower-case, without Voikko's marks and hyphens."""
    return form.lower().replace("=", "").replace("-", "").replace("'", "")


def readings(outputs: list[str]) -> list[Reading]:
    """The likeliest readings of a word: those of fewest parts; no «your» (kuusi), no command (uusi), no noun or verb
    beside a pronoun or a particle (joissa), and no name where there is another. Sorted, so that the order of a back end does not matter."""
    chosen = [Reading(output, tuple(_parts(output))) for output in sorted(set(outputs))]
    chosen = [reading for reading in chosen if reading.parts]
    chosen = _unless_all(chosen, lambda reading: any(tag in reading.output for tag in _SECOND_PERSON))
    chosen = _unless_all(chosen, lambda reading: _IMPERATIVE in reading.output)
    fewest = min((len(reading.parts) for reading in chosen), default=0)
    chosen = [reading for reading in chosen if len(reading.parts) == fewest]
    chosen = _unless_all(chosen, lambda reading: not _is_function_word(reading))
    return _unless_all(chosen, lambda reading: any(tag in reading.output for tag in _NAMES))


def _is_function_word(reading: Reading) -> bool:
    return plain(reading.lemma) in FUNCTION_WORDS and not reading.output.startswith(_CONTENT)


def _unless_all(chosen: list[Reading], unwanted: Callable[[Reading], bool]) -> list[Reading]:
    """Those left without the unwanted ones; all, when none would be left."""
    return [reading for reading in chosen if not unwanted(reading)] or chosen


def _parts(output: str) -> Iterator[Part]:
    for piece in output.split("[Bc]"):
        part = _part(piece)
        if part.base:
            yield part


def _part(piece: str) -> Part:
    """``[Xp]`` opens the dictionary form, ``[Xj]`` the end of a derived one, other ``[X…]`` what does not show; ``[X]``
    closes them; all else is the word as it stands."""
    base = root = surface = ""
    mode = ""
    for bit in _TAG.split(piece):
        if bit.startswith("[X"):
            mode = "" if bit == "[X]" else bit
        elif bit.startswith("[") or not bit:
            continue
        elif mode == "[Xp]":
            base = root = bit
        elif mode == "[Xj]":
            base = surface + bit
        elif not mode:
            surface += bit
    inflects = piece.startswith(("[Ll]", "[Lnl]"))
    return Part(base or surface, surface, root or base or surface, inflects)


def _joined(reading: Reading) -> Iterator[str]:
    """The parts of a compound in their dictionary forms and its neighbours joined (kokous+pöytä+kirja: pöytäkirja too),
    but not the inside of a word that is not to be divided. A name written in two parts (Pyhä=järvi) has them too."""
    parts = reading.parts
    names = [Part(bit, bit, bit, False) for bit in parts[0].base.split("=")] if len(parts) == 1 else []
    parts = tuple(names) if len(names) > 1 else parts
    spans = [(start, end) for start in range(len(parts)) for end in range(start + 1, len(parts) + 1)]
    form = {span: plain(Reading("", parts[slice(*span)]).lemma) for span in spans}
    solid = [span for span in spans if form[span] in UNDIVIDED]
    for start, end in spans:
        inside = any(first <= start and end <= last and (start, end) != (first, last) for first, last in solid)
        crosses = any(first < start < last or first < end < last for first, last in solid)
        if not inside and not crosses:
            yield form[start, end]
