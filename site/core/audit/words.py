"""What rows are called in people's language, and where what they tell of is now. Each app registers its own words in its
``AppConfig.ready``; people are named by the app that knows them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

Facts = Mapping[str, tuple[Any, Callable[[Any], Any]]]


@dataclass(frozen=True)
class Thing:
    """What a row tells of, as it is now: ``url`` is its screen in the admin, or empty."""

    title: str
    url: str = ""


def _none(keys: Collection[str]) -> dict[str, Thing]:
    return {}


def _nothing(site_id: int | None, text: str) -> list[str]:
    return []


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Words of one kind of thing. ``verbs`` by their stable names. ``find`` gives those of the keys that still exist,
    and ``matching`` the keys whose title holds a text; each with a fixed number of queries. ``facts``: how a row's
    detail is told, by its name: a label and what makes the value readable."""

    label: Any
    verbs: Mapping[str, Any]
    find: Callable[[Collection[str]], Mapping[str, Thing]] = _none
    matching: Callable[[int | None, str], Iterable[str]] = _nothing
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class People:
    """``names`` by id of those who still have an account, never their addresses; ``matching``: ids of those whose name
    holds a text or whose address is it."""

    names: Callable[[Collection[int]], Mapping[int, str]]
    matching: Callable[[str], Collection[int]]


_kinds: dict[str, Kind] = {}
_verbs: dict[str, Any] = {}
_reads: set[str] = set()
_veiled: set[str] = set()
_people: list[People] = []


def register(name: str, kind: Kind) -> None:
    _kinds[name] = kind
    _verbs.update(kind.verbs)


def register_verbs(
    verbs: Mapping[str, Any], *, reads: Collection[str] = (), veiled: Collection[str] = (), facts: Facts | None = None
) -> None:
    """Verbs that are done to things of several kinds. ``reads``: those of them that only show personal data;
    ``veiled``: those whose doer the trail does not tell, because another screen tells it and leaves a row."""
    _verbs.update(verbs)
    _reads.update(reads)
    _veiled.update(veiled)
    COMMON.update(facts or {})


def provide_people(people: People) -> None:
    _people[:] = [people]


def kinds() -> Mapping[str, Kind]:
    return _kinds


def people() -> People:
    return _people[0]


def verbs() -> dict[str, str]:
    """Every verb there is, in words of the language of now, in their order."""
    said = {verb: str(label) for verb, label in _verbs.items()}
    return dict(sorted(said.items(), key=lambda item: item[1].casefold()))


def verb(name: str) -> str:
    """The words for a verb; one that nobody registered stands for itself."""
    return str(_verbs.get(name, name))


def readings() -> list[str]:
    """The verbs of seeing personal data."""
    return sorted(verb for verb in _verbs if verb.startswith("read.") or verb in _reads)


def veiled() -> list[str]:
    """The verbs whose doer the trail does not tell."""
    return sorted(_veiled)


def kind(name: str) -> str:
    return str(_kinds[name].label) if name in _kinds else name


def facts(name: str, detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A row's detail as pairs of label and value. What is empty is left out."""
    known = _kinds[name].facts if name in _kinds else {}
    told = []
    for fact, value in detail.items():
        label, readable = known.get(fact, COMMON.get(fact, (fact, as_text)))
        if text := str(readable(value)) if value is not None else "":
            told.append((str(label), text))
    return told


def uuids(keys: Collection[str]) -> list[UUID]:
    """Those of the keys that are UUIDs."""
    found = []
    for key in keys:
        with suppress(ValueError):
            found.append(UUID(key))
    return found


def numbers(keys: Collection[str]) -> list[int]:
    """Those of the keys that are ids."""
    return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19]


def as_text(value: Any) -> str:
    """Lists and mappings on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {as_text(one)}" for name, one in value.items())
    return ", ".join(map(as_text, value)) if isinstance(value, list) else str(value)


def unsaid(value: Any) -> str:
    """For a fact that another one says in words."""
    return ""


# Facts that rows of many kinds hold.
COMMON: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "reason": (_("reason"), as_text),
    "number": (_("number"), as_text),
    "rows": (_("rows"), as_text),
    "form": (_("file type"), as_text),
    "via": (_("told"), as_text),
}
