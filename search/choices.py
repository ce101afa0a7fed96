"""The facets in words: what can be chosen, how much each choice would give, and what has been chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from municipality.models import Area, Theme

from . import registry
from .narrowing import Facets, Narrowing, Time

MOST_PROJECTS = 12


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One tick. ``count`` ends in + when there may be more; ``lang`` is the language of the label."""

    value: str
    label: str | Promise
    count: str | None
    selected: bool
    type: str = "checkbox"
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    name: str
    legend: str
    choices: Sequence[Choice]

    @property
    def is_useful(self) -> bool:
        """Whether a choice may change anything. Everything is of some kind and language, but not of some theme."""
        least = 2 if self.name in ("kind", "language", "time") else 1
        return len(self.choices) >= least or any(choice.selected for choice in self.choices)


def facet_groups(facets: Facets, narrowing: Narrowing, *, at_least: bool) -> list[Group]:
    """Only groups that can narrow, and choices that give something or are chosen. One query for each of themes, areas
    and projects that are among the hits."""
    maker = _Maker("+" if at_least else "")
    groups = [
        Group(name="kind", legend=_("Kind"), choices=maker.kinds(facets.kinds, narrowing.kinds)),
        Group(name="theme", legend=_("Theme"), choices=maker.themes(facets.theme_ids, narrowing)),
        Group(name="area", legend=_("Area"), choices=maker.areas(facets.area_ids, narrowing)),
        Group(name="project", legend=_("Project"), choices=maker.projects(facets.project_keys, narrowing)),
        Group(name="open", legend=_("Taking part"), choices=maker.open(facets.open, narrowing.is_open)),
        Group(name="language", legend=_("Language"), choices=maker.languages(facets.languages, narrowing.languages)),
        Group(name="time", legend=_("Time"), choices=maker.times(facets.times, narrowing.time)),
    ]
    return [group for group in groups if group.is_useful]


class _Maker:
    def __init__(self, more: str) -> None:
        self.more = more

    def kinds(self, counts: Mapping[str, int], chosen: Collection[str]) -> list[Choice]:
        known = [kind for kind in registry.sources() if counts.get(kind) or kind in chosen]
        return [self._choice(kind, registry.label(kind, plural=True), counts, kind in chosen) for kind in known]

    def themes(self, counts: Mapping[int, int], narrowing: Narrowing) -> list[Choice]:
        return self._subjects(Theme, counts, narrowing.theme_ids, narrowing.site_id)

    def areas(self, counts: Mapping[int, int], narrowing: Narrowing) -> list[Choice]:
        return self._subjects(Area, counts, narrowing.area_ids, narrowing.site_id)

    def projects(self, counts: Mapping[UUID, int], narrowing: Narrowing) -> list[Choice]:
        """Those with most hits, and those chosen."""
        chosen = narrowing.project_keys
        if (not counts and not chosen) or narrowing.site_id is None:
            return []
        titles = registry.project_titles(narrowing.site_id)
        known = sorted(
            (key for key in titles if counts.get(key) or key in chosen),
            key=lambda key: (key not in chosen, -counts.get(key, 0)),
        )
        return [
            self._choice(str(key), titles[key], {str(key): counts.get(key, 0)}, key in chosen)
            for key in known[: max(MOST_PROJECTS, len(chosen))]
        ]

    def open(self, number: int, chosen: bool) -> list[Choice]:
        return [self._choice("1", _("Open now"), {"1": number}, chosen)] if number or chosen else []

    def _subjects(
        self, model: Any, counts: Mapping[int, int], chosen: Collection[int], site_id: int | None
    ) -> list[Choice]:
        wanted = set(counts) | set(chosen)
        choices = [
            self._choice(str(one.pk), str(one), {str(one.pk): counts.get(one.pk, 0)}, one.pk in chosen)
            for one in (model.objects.filter(site_id=site_id, pk__in=wanted) if wanted else ())
        ]
        return sorted(choices, key=lambda choice: str(choice.label).lower())

    def languages(self, counts: Mapping[str, int], chosen: Collection[str]) -> list[Choice]:
        known = [code for code, _name in settings.LANGUAGES if counts.get(code) or code in chosen]
        return [
            self._choice(
                code,
                language_name(code),
                counts,
                code in chosen,
                lang="" if code == get_language() else code,
            )
            for code in known
        ]

    def times(self, counts: Mapping[str, int], chosen: Time) -> list[Choice]:
        labels = {Time.MONTH: _("The last 30 days"), Time.YEAR: _("The last year"), Time.OLDER: _("Older")}
        known = [time for time in labels if counts.get(time) or time is chosen]
        if not known:
            return []
        always = Choice(value="", label=_("Any time"), count=None, selected=chosen is Time.ANY, type="radio")
        return [always, *(self._choice(time, labels[time], counts, time is chosen, type="radio") for time in known)]

    def _choice(
        self, value: str, label: str, counts: Mapping[str, int], selected: bool, type: str = "checkbox", lang: str = ""
    ) -> Choice:
        count = f"{counts.get(value, 0)}{self.more}"
        return Choice(value=str(value), label=label, count=count, selected=selected, type=type, lang=lang)


def language_name(code: str) -> str:
    """A language's name in that language: «Svenska»."""
    return capfirst(get_language_info(code)["name_local"])


def chosen_filters(groups: Sequence[Group], data: QueryDict) -> list[dict[str, str]]:
    """What is chosen, each with the address without it."""
    chosen = []
    for group in groups:
        for choice in group.choices:
            if choice.selected and choice.value:
                chosen.append({"text": str(choice.label), "url": _without(data, group.name, choice.value)})
    return chosen


def _without(data: QueryDict, name: str, value: str) -> str:
    left = data.copy()
    left.pop("page", None)
    left.setlist(name, [other for other in left.getlist(name) if other != value])
    return f"?{left.urlencode()}"


def subject_links(site_id: int) -> list[dict[str, str]]:
    """The themes of the municipality, each with the address of all that belongs to it. One query."""
    theme = registry.subject("theme")
    if theme is None:
        return []
    return [{"text": str(one), "url": theme.url(one.slug)} for one in Theme.objects.filter(site_id=site_id)]
