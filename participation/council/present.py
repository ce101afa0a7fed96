"""The desk's filters and lane, ready to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.templatetags.dates import moment
from participation.following.queries import News
from participation.proposals.rules import SIGN, State

from .forms import DeskFilters
from .queries import Filters


@dataclass(frozen=True)
class Choice:
    value: str
    label: Any
    selected: bool
    without: str
    state: str = ""
    lang: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    choices: list[Choice]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.selected]


def facets_of(form: DeskFilters, filters: Filters) -> list[Facet]:
    """What there is to choose from; a facet with nothing in it is left out."""
    signs = {state.value: SIGN[state] for state in State}
    known = [
        Facet("state", _("State"), _choices(form, "state", form.states.items(), signs)),
        Facet("theme", _("Theme"), _choices(form, "theme", ((s, one.names) for s, one in form.themes.items()))),
        Facet("area", _("Area"), _choices(form, "area", ((s, one.names) for s, one in form.areas.items()))),
        Facet("project", _("Project"), _choices(form, "project", ((k, p.title) for k, p in form.projects.items()))),
        Facet("only", _("Only"), _choices(form, "only", form.onlys.items())),
    ]
    return [facet for facet in known if facet.choices]


def _choices(form: DeskFilters, name: str, values: Any, signs: dict[str, str] | None = None) -> list[Choice]:
    chosen = set(form.data.getlist(name))
    return [
        Choice(value, label, value in chosen, _without(form.data, name, value), (signs or {}).get(value, ""))
        for value, label in values
    ]


def chosen_of(data: QueryDict, facets: Sequence[Facet], filters: Filters) -> list[dict[str, str]]:
    """The filters in force, each with the address that leaves it out."""
    found = [{"text": str(choice.label), "url": choice.without} for facet in facets for choice in facet.chosen]
    return found + ([{"text": filters.words, "url": _without(data, "q", data.get("q", ""))}] if filters.words else [])


def _without(data: QueryDict, name: str, value: str) -> str:
    params = data.copy()
    params.setlist(name, [one for one in params.getlist(name) if one != value])
    params.pop("page", None)
    return f"?{params.urlencode()}"


def lane_of(events: Sequence[News], now: datetime) -> list[dict[str, str]]:
    """What has happened, the newest first; today's are marked."""
    return [
        {
            "state": "now" if localdate(news.at) == localdate(now) else "past",
            "when": _when(news.at, now),
            "text": news.line.text,
            "quote": news.line.quote,
            "url": news.line.url,
        }
        for news in events
    ]


def _when(at: datetime, now: datetime) -> str:
    clock = moment(at).rpartition(" ")[2]
    if localdate(at) == localdate(now):
        return _("Today at %(time)s") % {"time": clock}
    if localdate(at) == localdate(now - timedelta(days=1)):
        return _("Yesterday at %(time)s") % {"time": clock}
    return moment(at)
