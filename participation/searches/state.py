"""What is searched for, as an address and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from municipality.models import Area, Theme
from participation.following.topics import Shown
from search import registry
from search.choices import language_name
from search.forms import NARROWED, Asked, read
from search.narrowing import Narrowing, Time

from .models import FollowedSearch


def query_of(asked: Asked) -> str:
    """Words and filters in one order. Neither the page nor the order of results belongs to it, nor the time: what is
    new is what is followed."""
    narrowed = (name for name in NARROWED if name != "time")
    return urlencode(asked.hidden("q", *narrowed, "exactly"))


def asked_of(search: FollowedSearch, now: datetime) -> Asked:
    asked = read(QueryDict(search.query), site_id=search.site_id, reader=search.language, now=now)
    return replace(asked, narrowing=replace(asked.narrowing, time=Time.ANY))


def digest(site_id: int, language: str, query: str) -> str:
    return sha256(f"{site_id} {language} {query}".encode()).hexdigest()


def shown_of(searches: Iterable[FollowedSearch], now: datetime) -> dict[str, Shown]:
    """Each search by its key, in the language of now; its address leads to it as it was when it was followed. Three
    queries for a municipality at most, however many there are."""
    states = [(one, asked_of(one, now)) for one in searches]
    names = {
        site_id: _names(site_id, [asked.narrowing for one, asked in states if one.site_id == site_id])
        for site_id in {one.site_id for one, _asked in states}
    }
    return {
        one.key: Shown(
            title=pgettext("what is followed", "Search: %(words)s") % {"words": asked.text},
            url=address_of(one.language, one.query),
            note=" · ".join(_words(asked.narrowing, names[one.site_id])),
        )
        for one, asked in states
    }


def address_of(language: str, query: str) -> str:
    with override(language):
        return f"{reverse('search:search')}?{query}"


def _names(site_id: int, narrowings: Iterable[Narrowing]) -> Mapping[tuple[str, Any], str]:
    themes, areas, projects = set[int](), set[int](), set[Any]()
    for one in narrowings:
        themes |= one.theme_ids
        areas |= one.area_ids
        projects |= one.project_keys
    found: dict[tuple[str, Any], str] = {}
    for kind, model, ids in (("theme", Theme, themes), ("area", Area, areas)):
        rows = model._default_manager.filter(site_id=site_id, pk__in=ids) if ids else ()
        found |= {(kind, row.pk): str(row) for row in rows}
    if projects:
        titles = registry.project_titles(site_id)
        found |= {("project", key): titles[key] for key in projects if key in titles}
    return found


def _words(narrowing: Narrowing, names: Mapping[tuple[str, Any], str]) -> list[str]:
    """What it is narrowed to, in the order of the page."""
    known = registry.sources()
    chosen: list[tuple[str, Any]] = [("theme", pk) for pk in sorted(narrowing.theme_ids)]
    chosen += [("area", pk) for pk in sorted(narrowing.area_ids)]
    chosen += [("project", key) for key in sorted(narrowing.project_keys, key=str)]
    return [
        *(registry.label(kind, plural=True) for kind in known if kind in narrowing.kinds),
        *(names[one] for one in chosen if one in names),
        *([_("Open now")] if narrowing.is_open else []),
        *(language_name(code) for code in sorted(narrowing.languages)),
    ]
