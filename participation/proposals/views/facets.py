"""The filters beside a list, ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..forms import FilterForm
from ..queries import Listing, state_choices
from ..rules import SIGN, State


@dataclass(frozen=True)
class Choice:
    """A box to tick. ``number``: how many it would show; ``None`` when that is not counted."""

    value: str
    label: Any
    chosen: bool
    number: int | None
    sign: str = ""


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    choices: list[Choice]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.chosen]


def facets_of(form: FilterForm, found: Listing) -> list[Facet]:
    """State, theme, area and project, each with its choices and counts. A facet with nothing to choose is left out."""
    filters = found.filters
    facets = [
        Facet(
            "state",
            _("State"),
            [_choice(found, "state", v, v, label, v in filters.states, SIGN[State(v)]) for v, label in state_choices()],
        ),
        Facet(
            "theme",
            _("Theme"),
            [_choice(found, "theme", s, t.pk, t.names, t.pk in filters.themes) for s, t in form.themes.items()],
        ),
        Facet(
            "area",
            _("Area"),
            [_choice(found, "area", s, a.pk, a.names, a.pk in filters.areas) for s, a in form.areas.items()],
        ),
        Facet(
            "project",
            _("Project"),
            [
                _choice(found, "project_key", k, p.key, p.title, p.key in filters.projects)
                for k, p in form.projects.items()
            ],
        ),
    ]
    return [facet for facet in facets if facet.choices]


def _choice(found: Listing, column: str, value: str, key: object, label: Any, chosen: bool, sign: str = "") -> Choice:
    number = found.facets[column].get(key, 0) if found.facets else None
    return Choice(value, label, chosen, number, sign)
