"""The filters beside a list, ready to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from ..forms import FilterForm
from ..queries import Filters, Listing, state_choices
from ..rules import SIGN, State


@dataclass(frozen=True)
class Choice:
    """A box to tick. ``count``: how many it would show, ``None`` when that is not counted; ``without``: the address
    that leaves it out."""

    value: str
    label: Any
    selected: bool
    count: int | None
    without: str
    state: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    choices: list[Choice]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.selected]


def facets_of(form: FilterForm, found: Listing) -> list[Facet]:
    """State, theme, area and project, each with its choices and counts. A facet with nothing to choose is left out."""
    filters = found.filters
    known: list[tuple[str, str, str, list[tuple[str, object, Any]], tuple[object, ...]]] = [
        ("state", _("State"), "state", [(value, value, label) for value, label in state_choices()], filters.states),
        (
            "theme",
            _("Theme"),
            "theme",
            [(s, theme.pk, theme.names) for s, theme in form.themes.items()],
            filters.themes,
        ),
        ("area", _("Area"), "area", [(s, area.pk, area.names) for s, area in form.areas.items()], filters.areas),
        (
            "project",
            _("Project"),
            "project_key",
            [(k, p.key, p.title) for k, p in form.projects.items()],
            filters.projects,
        ),
    ]
    facets = []
    for name, title, column, values, chosen in known:
        numbers = found.facets.get(column)
        choices = [
            Choice(
                value=value,
                label=label,
                selected=key in chosen,
                count=None if numbers is None else numbers.get(key, 0),
                without=_without(form.data, name, value),
                state=SIGN[State(value)] if name == "state" else "",
            )
            for value, key, label in values
        ]
        facets.append(Facet(name, title, choices))
    return [facet for facet in facets if facet.choices]


def chosen_of(data: QueryDict, facets: Sequence[Facet], filters: Filters) -> list[dict[str, str]]:
    """The filters in force, each with the address that leaves it out."""
    chosen = [{"text": str(choice.label), "url": choice.without} for facet in facets for choice in facet.chosen]
    if filters.box:
        chosen.append({"text": _("Part of the map"), "url": _without(data, "box", data.get("box", ""))})
    return chosen


def _without(data: Any, name: str, value: str) -> str:
    params = data.copy()
    params.setlist(name, [one for one in params.getlist(name) if one != value])
    params.pop("page", None)
    encoded = params.urlencode()
    return f"?{encoded}" if encoded else "?"
