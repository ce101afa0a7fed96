"""The filters of a list. What does not fit is left out: an old or mistyped address still gives a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.maps import Box
from municipality.models import Area, Theme
from participation.registry import Project

from ..queries import ORDERS, Filters, state_choices

Value = TypeVar("Value")
ORDER_LABELS = [("newest", _("Newest first")), ("supported", _("Most supported")), ("discussed", _("Most discussed"))]
WORDS_LENGTH = 200


class FilterForm(forms.Form):
    """``q, state, theme, area, project, box, order``: themes and areas by slug, projects by key."""

    def __init__(
        self, data: QueryDict, *, themes: Sequence[Theme], areas: Sequence[Area], projects: Sequence[Project]
    ) -> None:
        super().__init__(data)
        self.themes = {theme.slug: theme for theme in themes}
        self.areas = {area.slug: area for area in areas}
        self.projects = {str(project.key): project for project in projects}

    def filters(self) -> Filters:
        order = self.data.get("order", "")
        return Filters(
            words=" ".join(self.data.get("q", "").replace("\x00", "").split())[:WORDS_LENGTH],
            states=self._known("state", {value: value for value, _label in state_choices()}),
            themes=self._known("theme", {slug: theme.pk for slug, theme in self.themes.items()}),
            areas=self._known("area", {slug: area.pk for slug, area in self.areas.items()}),
            projects=self._known("project", {key: project.key for key, project in self.projects.items()}),
            box=Box.read(self.data.get("box", "")),
            order=order if order in ORDERS else "newest",
        )

    def _known(self, name: str, known: dict[str, Value]) -> tuple[Value, ...]:
        assert isinstance(self.data, QueryDict)
        return tuple(dict.fromkeys(known[value] for value in self.data.getlist(name) if value in known))
