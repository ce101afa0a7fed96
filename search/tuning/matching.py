"""Which of the editors' words a question holds, in any form of them. Pure, but for the dictionaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from ..analysis import Term, analyser, forms, term
from ..analysis.words import words

if TYPE_CHECKING:
    from ..near import Question

MOST_VARIANTS = 3  # ways to put a question otherwise, when a word stands for several
MOST_MEANINGS = 12  # of one word

Words = tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """``said`` stands for each of ``others`` as well."""

    language: str
    said: Words
    others: tuple[Words, ...]


class Thesaurus:
    """The synonyms of a municipality, by the dictionary forms of their first words."""

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        self._by_form: dict[tuple[str, str], list[Meaning]] = defaultdict(list)
        for meaning in meanings:
            for form in forms(meaning.language, meaning.said[0]).whole:
                self._by_form[meaning.language, form].append(meaning)
        self._languages = sorted({language for language, _form in self._by_form})

    def at(self, asked: Sequence[str], place: int) -> list[Meaning]:
        """What the words from ``place`` on mean besides."""
        found = [
            meaning
            for language in self._languages
            for form in sorted(forms(language, asked[place]).whole)
            for meaning in self._by_form.get((language, form), ())
            if says(meaning.language, asked[place:], meaning.said)
        ]
        return list(dict.fromkeys(found))

    def expanded(self, question: Question, leave: Collection[str] = ()) -> Question:
        """The question with what its words stand for: a word for a word within it, several as ways to put it
        otherwise. ``leave``: words that stand for themselves."""
        asked = [one.word for one in question.terms]
        terms, variants = list(question.terms), []
        for place in range(len(asked)):
            for meaning in self.at(asked, place) if asked[place] not in leave else ():
                for other in meaning.others[:MOST_MEANINGS]:
                    meant = [term(word, [meaning.language]) for word in other]
                    if len(meaning.said) == len(other) == 1:
                        terms[place] = terms[place].meaning_also(meant[0])
                    else:
                        variants.append((place, len(meaning.said), meant))
        put = [(*terms[:place], *meant, *terms[place + length :]) for place, length, meant in variants]
        return question.meaning(tuple(terms), tuple(dict.fromkeys(put))[:MOST_VARIANTS])

    def known(self, asked: Sequence[str]) -> frozenset[str]:
        """The words that stand for something: they are no mistakes."""
        found: set[str] = set()
        for place in range(len(asked)):
            for meaning in self.at(asked, place):
                found.update(asked[place : place + len(meaning.said)])
        return frozenset(found)


def says(language: str, asked: Sequence[str], said: Words) -> bool:
    """Whether the words begin with these, in any form."""
    return len(asked) >= len(said) and all(
        not forms(language, one).whole.isdisjoint(forms(language, other).whole)
        for one, other in zip(asked, said, strict=False)
    )


def telling(language: str, text: str) -> Words:
    """The words of a side of a synonym, without those that say nothing."""
    found = words(text)
    return tuple(word for word in found if word not in analyser(language).stop_words) or tuple(found)


def meanings(language: str, said: Sequence[str], means: Sequence[str], *, both_ways: bool) -> list[Meaning]:
    left, right = ([telling(language, one) for one in side] for side in (said, means))
    if not both_ways:
        return [Meaning(language, one, tuple(right)) for one in left]
    together = list(dict.fromkeys([*left, *right]))
    return [Meaning(language, one, tuple(other for other in together if other != one)) for one in together]


def is_the_same(asked: Sequence[Term], query: str) -> bool:
    """Whether a question asks for just this, in any form and order of its words, or in words that stand for them."""
    languages = [code for code, _name in settings.LANGUAGES]
    wanted = list(words(query))
    return any(_same(asked, [term(word, languages) for word in chosen]) for chosen in (wanted, _telling(wanted)))


def _same(asked: Sequence[Term], wanted: Sequence[Term]) -> bool:
    return len(asked) == len(wanted) and all(
        any(not one.tokens.isdisjoint(other.typed) for one in asked) for other in wanted
    )


def _telling(wanted: Sequence[str]) -> list[str]:
    codes = [code for code, _name in settings.LANGUAGES]
    return [word for word in wanted if not any(word in analyser(code).stop_words for code in codes)]
