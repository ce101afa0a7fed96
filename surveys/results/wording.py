"""Words of answers by their dictionary forms, as the search knows them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from search.analysis import analyser, forms
from search.analysis.words import words

SHORTEST = 3  # letters of a word that is counted
Said = tuple[str, str]  # a text and its language


def lemma(word: str, language: str) -> str:
    """One of the word's dictionary forms, always the same: the shortest."""
    return min(forms(language, word).whole, key=lambda form: (len(form), form), default=word)


def commonest(texts: Iterable[Said], most: int) -> list[tuple[str, int]]:
    """Words and how many texts hold them. A word whose dictionary form is no word but a stem stands as it is most
    often written."""
    holding: Counter[tuple[str, str]] = Counter()
    written: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for text, language in texts:
        found = {}
        for word in words(text):
            if _tells(word, language):
                found[lemma(word, language), language] = word
        holding.update(found.keys())
        for key, word in found.items():
            written[key][word] += 1
    listed = sorted(holding.items(), key=lambda one: (-one[1], one[0]))[:most]
    return [(_shown(key, written[key]), number) for key, number in listed]


def _tells(word: str, language: str) -> bool:
    if len(word) < SHORTEST or word.isdigit():
        return False
    stop_words = analyser(language).stop_words
    return word not in stop_words and lemma(word, language) not in stop_words


def _shown(key: tuple[str, str], written: Counter[str]) -> str:
    form, language = key
    return form if analyser(language).knows(form) else min(written, key=lambda word: (-written[word], word))


class Asked:
    """What is searched for: a text fits when it holds each word as it was typed, or another form of it."""

    def __init__(self, query: str) -> None:
        self._words = words(query)

    def fits(self, text: str, language: str) -> bool:
        low, found = text.lower(), None
        for word in self._words:
            if word in low:
                continue
            found = {form for one in words(text) for form in forms(language, one).whole} if found is None else found
            if not forms(language, word).whole & found:
                return False
        return True
