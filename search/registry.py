"""What can be found. Each app registers its own kinds in ``AppConfig.ready``; search knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.text import capfirst

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Document:
    """One findable thing in one language.

    ``kind`` (lower-case letters) and ``object_id`` say which; a thing that is written in several languages has a
    document in each. ``created`` is when it was published, ``path`` is what `Source.url` makes the address of,
    ``key`` is the thing's stable key where it has one. ``title`` and ``text`` are plain text. A title that is not
    the thing's own (a comment shows that of what it is about) is shown, but the thing is not found by it.

    ``opens`` and ``closes``: from when until when one can take part, for what one can take part in; one of them at
    least. ``project_key``, ``area_id`` and ``place`` (latitude and longitude) say where it belongs."""

    site_id: int
    kind: str
    object_id: int
    language: str
    title: str
    text: str
    created: datetime
    path: str = ""
    key: str = ""
    theme_ids: tuple[int, ...] = ()
    own_title: bool = True
    opens: datetime | None = None
    closes: datetime | None = None
    project_key: UUID | None = None
    area_id: int | None = None
    place: tuple[float, float] | None = None


def _as_it_is(path: str) -> str:
    return path


def _no_file(path: str) -> tuple[str, str]:
    return "", ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A kind of findable things.

    ``label`` names one («Proposal»), ``plural`` many («Proposals»). ``documents(site_id)`` yields all of a
    municipality's, or of every one's for ``None``: what a rebuild reads. ``url(path)`` gives the address under the
    active language. ``by_language``: the municipality's own text, which exists in each language and is shown in the
    reader's; what residents write is shown whatever its language. ``file(path)``: address and name of the document whose
    text it is, beside the page that holds it."""

    kind: str
    label: _StrOrPromise
    plural: _StrOrPromise
    documents: Callable[[int | None], Iterable[Document]]
    url: Callable[[str], str] = _as_it_is
    by_language: bool = False
    file: Callable[[str], tuple[str, str]] = _no_file


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Raises ValueError when the kind is not lower-case ASCII letters."""
    if not (source.kind.isascii() and source.kind.isalpha() and source.kind.islower()):
        raise ValueError(f"a kind is lower-case letters, not {source.kind!r}")
    _sources[source.kind] = source


def sources() -> dict[str, Source]:
    """Every registered source by kind, in the order of registering."""
    return dict(_sources)


def label(kind: str, *, plural: bool = False) -> str:
    source = _sources.get(kind)
    return said(source.plural if plural else source.label) if source else kind


def said(words: _StrOrPromise) -> str:
    """A label as it stands alone."""
    return capfirst(str(words))


def url(kind: str, path: str) -> str:
    source = _sources.get(kind)
    return source.url(path) if source else path


def file(kind: str, path: str) -> tuple[str, str]:
    source = _sources.get(kind)
    return source.file(path) if source else ("", "")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What matters are sorted by, offered beside what is found: «theme» or «area». ``url`` leads to all of one, by its
    slug, in the active language."""

    label: _StrOrPromise
    url: Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Way:
    """Where a reader may go on who found nothing. ``act``: it is something to do rather than to read."""

    text: str
    url: str
    note: str = ""
    act: bool = False


#: Ways on in a municipality now: its site's id and the moment go in. A fixed number of queries.
Ways = Callable[[int, datetime], Iterable[Way]]

_subjects: dict[str, Subject] = {}
_ways: dict[str, Ways] = {}


def register_subject(kind: str, subject: Subject) -> None:
    _subjects[kind] = subject


def subject(kind: str) -> Subject | None:
    return _subjects.get(kind)


def register_ways(name: str, ways: Ways) -> None:
    _ways[name] = ways


def ways_on(site_id: int, now: datetime) -> list[Way]:
    """Where to go on from a search that found nothing, in the order of registering."""
    return [way for ways in _ways.values() for way in ways(site_id, now)]


#: The published projects of a municipality, by their key, in the active language.
ProjectTitles = Callable[[int], Mapping[UUID, str]]
_projects: list[ProjectTitles] = []


def provide_projects(titles: ProjectTitles) -> None:
    _projects[:] = [titles]


def project_titles(site_id: int) -> Mapping[UUID, str]:
    return _projects[0](site_id) if _projects else {}
