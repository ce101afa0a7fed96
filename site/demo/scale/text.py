"""Texts of proposals and comments, put together from word lists. The same number always gives the same text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from ..loading.desk import read

SWEDISH_EVERY = 4  # one in so many is Swedish


@dataclass(frozen=True)
class Text:
    language: str
    title: str
    body: str
    place: str


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return read("scale_words")


def language_of(number: int) -> str:
    return "sv" if number % SWEDISH_EVERY == 0 else "fi"


def proposal(number: int, random: Random) -> Text:
    """The text of the proposal of that number. Its title tells it apart from others like it."""
    language = language_of(number)
    words = _words()[language]
    thing, place = random.choice(words["things"]), random.choice(words["places"])
    reasons = random.sample(words["reasons"], random.randint(1, 4))
    wishes = random.sample(words["wishes"], random.randint(1, 3))
    body = " ".join(reasons) + "\n\n" + " ".join(wishes)
    return Text(language=language, title=f"{thing} {place} ({number})", body=body, place=place[:1].upper() + place[1:])


def comment(language: str, random: Random) -> str:
    return random.choice(_words()[language]["comments"])
