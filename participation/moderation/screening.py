"""What is suspect in a text before it is published. Pure but for the dictionaries."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.crypto import salted_hmac

from search.analysis import forms
from search.analysis.words import words

from .rules import Premoderation, Suspicion

SAME_FROM = 40  # characters: «Kannatan!» is said by many
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|\b[\w-]+(?:\.[\w-]+)*\.(?:fi|se|com|net|org|info|biz|ru|io|eu|xyz|shop|top|site)\b",
    re.IGNORECASE,
)
_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What a municipality holds for a moderator. ``listed``: by language, a word a line; a word that ends in an
    asterisk stands for all that begin so. ``hosts``: the municipality's own, whose links are no suspicion."""

    mode: str = Premoderation.OFF
    links: bool = True
    listed: Mapping[str, str] = field(default_factory=dict)
    new_account_days: int = 0
    repeated: bool = True
    hosts: Collection[str] = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of the writer and of texts like this."""

    account_days: int
    sent_before: bool


def suspicions(text: str, screen: Screen, facts: Facts) -> tuple[Suspicion, ...]:
    """Why a text is held; nothing when it may be published at once."""
    if screen.mode == Premoderation.OFF:
        return ()
    found = [
        (Suspicion.LINKS, screen.links and has_links(text, screen.hosts)),
        (Suspicion.WORDS, bool(listed_words(text, screen.listed))),
        (Suspicion.NEW_ACCOUNT, facts.account_days < screen.new_account_days),
        (Suspicion.REPEATED, screen.repeated and facts.sent_before),
    ]
    chosen = tuple(suspicion for suspicion, holds in found if holds)
    return chosen or ((Suspicion.ALL,) if screen.mode == Premoderation.ALL else ())


def has_links(text: str, own_hosts: Iterable[str] = ()) -> bool:
    """Whether there is an address of a place that is not the municipality's own."""
    own = {host.lower().removeprefix("www.") for host in own_hosts if host}
    hosts = (_HOST.match(found) for found in _LINK.findall(text))
    return any(host and not _is_own(host[1].lower().removeprefix("www."), own) for host in hosts)


def _is_own(host: str, own: Collection[str]) -> bool:
    """Whether it is one of them, or stands under one."""
    return any(host == one or host.endswith(f".{one}") for one in own)


def listed_words(text: str, listed: Mapping[str, str]) -> list[str]:
    """The words of the lists that stand in a text, in any of their forms, whatever language the text claims to be in."""
    said = list(dict.fromkeys(words(text)))
    found: list[str] = []
    for language, lines in listed.items():
        lemmas, beginnings = _asked(language, lines)
        if lemmas or beginnings:
            found += [word for word in said if _is_listed(language, word, lemmas, beginnings)]
    return list(dict.fromkeys(found))


def _is_listed(language: str, word: str, lemmas: frozenset[str], beginnings: tuple[str, ...]) -> bool:
    return word.startswith(beginnings) or bool(lemmas & forms(language, word).whole)


@lru_cache(maxsize=64)
def _asked(language: str, lines: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The dictionary forms of the listed words, and the beginnings that stand for many."""
    lemmas: set[str] = set()
    beginnings: list[str] = []
    for line in lines.splitlines():
        is_beginning = line.strip().endswith("*")
        for word in words(line):
            if is_beginning:
                beginnings.append(word)
            else:
                lemmas |= forms(language, word).whole
    return frozenset(lemmas), tuple(beginnings)


def digest(text: str) -> str:
    """The same for texts that differ in spaces, marks and capitals only; empty for what is too short to tell."""
    plain = "".join(char for char in text.casefold() if char.isalnum())
    if len(plain) < SAME_FROM:
        return ""
    return salted_hmac("moderation.screening", plain, algorithm="sha256").hexdigest()
