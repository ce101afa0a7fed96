"""What somebody wrote into the box: words in any form, phrases in quotes, and what is not wanted (a minus before it).

Numbers written together («123/10.02.03/2026», «1.1.») are a phrase by themselves: it is that number which is looked for, also
where «dnro» or the like stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from .analysis import LONGEST_QUERY
from .analysis.words import even, spans, words

MOST_PHRASES = 4
_QUOTED = re.compile(r"""(?P<minus>(?<!\S)-)?["”“„«»](?P<said>[^"”“„«»]+)["”“„«»]""")
_UNWANTED = re.compile(r"(?<!\S)-(?=[^\W_])(?P<said>\S+)")
_TOGETHER = r"\d+(?:(?:\.|\s?/\s?)\d+)+(?![^\W_])"
_NUMBERS = re.compile(rf"(?<![^\W_]){_TOGETHER}")
# What a case number is called: the text may call it otherwise, or nothing.
_CALLED = re.compile(
    r"(?<![^\W_])(?:dnro|diaari(?:numero|nro)?|asia(?:numero|nro)|dnr|diarie(?:nummer|nr)|ärende(?:nummer|nr))[.:]*\s*"
    rf"(?={_TOGETHER})",
    re.IGNORECASE,
)
_ENDING = r"(?::[^\W\d_]{1,5})?"  # EU:n


@dataclass(frozen=True)
class Phrase:
    """Words that must stand one after another, just as they were written; with ``joined`` no blank between them."""

    said: str
    joined: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        between = r"\s?[./]\s?" if self.joined else r"[\W_]+"
        before = r"(?<![^\W_])(?<!\d\.)" if self.joined else r"(?<![^\W_])"
        said = _plain(self.said)
        pieces = [_literally(said[start:end]) for start, end in spans(said)]
        return re.compile(before + between.join(pieces) + r"(?![^\W_])")

    @cached_property
    def first(self) -> str:
        """Its first word: most texts do not have it in this form, which is told much sooner than by the pattern."""
        said = _plain(self.said)
        return next((said[start:end] for start, end in spans(said)), "")

    def is_in(self, *texts: str) -> bool:
        return any(self.first in plain and self.pattern.search(plain) for plain in map(_plain, texts))


@dataclass(frozen=True)
class Wording:
    """``text`` holds every word that must be met; ``phrases`` are looked for in what has their words; ``unwanted`` words,
    in any form, and ``refused`` phrases must not be there. ``exact``: the words that stand in phrases."""

    text: str
    phrases: tuple[Phrase, ...] = ()
    unwanted: str = ""
    refused: tuple[Phrase, ...] = ()
    exact: frozenset[str] = field(default=frozenset())

    @property
    def is_exacting(self) -> bool:
        """Whether the rows themselves must be read to know what is met."""
        return bool(self.phrases or self.refused)

    def is_met_by(self, *texts: str) -> bool:
        return all(phrase.is_in(*texts) for phrase in self.phrases) and not any(
            one.is_in(*texts) for one in self.refused
        )


def read(typed: str) -> Wording:
    """Never fails. When only what is not wanted was written, it is what is looked for."""
    typed = even(typed[:LONGEST_QUERY])
    quoted = [(match["said"], bool(match["minus"])) for match in _QUOTED.finditer(typed)]
    rest = _QUOTED.sub(" ", typed)
    unwanted = [match["said"] for match in _UNWANTED.finditer(rest)]
    rest = _CALLED.sub("", _UNWANTED.sub(" ", rest))
    wanted = [said for said, is_unwanted in quoted if not is_unwanted]
    text = " ".join([rest, *wanted])
    if not words(text):
        return Wording(typed)
    phrases = [*_phrases(wanted), *(Phrase(said, joined=True) for said in _NUMBERS.findall(rest))]
    refused = _phrases(said for said, is_unwanted in quoted if is_unwanted)
    return Wording(
        text,
        tuple(dict.fromkeys(phrases))[:MOST_PHRASES],
        " ".join(unwanted),
        tuple(dict.fromkeys(refused))[:MOST_PHRASES],
        frozenset(word for phrase in phrases for word in words(phrase.said)),
    )


def _phrases(said: Iterable[str]) -> list[Phrase]:
    return [Phrase(one) for one in said if words(one)]


def _plain(text: str) -> str:
    return even(text).lower()


def _literally(word: str) -> str:
    return re.escape(word) if ":" in word else re.escape(word) + _ENDING
