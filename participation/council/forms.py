"""What a councillor chooses and types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.fields import LocalizedFormField
from core.guard import GuardedForm
from core.text import tidy_line
from municipality.models import Area, Theme
from participation.following.topics import Topic
from participation.proposals.rules import State
from participation.registry import Project

from .queries import ORDERS, Filters
from .rules import INTRO

Value = TypeVar("Value")
ORDER_LABELS = [
    ("newest", _("Newest first")),
    ("supported", _("Most supported")),
    ("discussed", _("Most discussed")),
    ("waited", _("Waited longest")),
]
WORDS_LENGTH = 200


class DeskFilters:
    """``q, state, theme, area, project, only, order`` of an address. What does not fit is left out."""

    def __init__(
        self, data: QueryDict, *, themes: Sequence[Theme], areas: Sequence[Area], projects: Sequence[Project]
    ) -> None:
        self.data = data
        self.states = {state.value: state.label for state in State}
        self.themes = {theme.slug: theme for theme in themes}
        self.areas = {area.slug: area for area in areas}
        self.projects = {str(project.key): project for project in projects}
        self.onlys = {"new": _("new since my last visit"), "unanswered": _("without an answer")}

    def filters(self) -> Filters:
        order = self.data.get("order", "")
        return Filters(
            words=tidy_line(self.data.get("q", "").replace("\x00", ""))[:WORDS_LENGTH],
            states=self._known("state", {value: value for value in self.states}),
            themes=self._known("theme", {slug: theme.pk for slug, theme in self.themes.items()}),
            areas=self._known("area", {slug: area.pk for slug, area in self.areas.items()}),
            projects=self._known("project", {key: project.key for key, project in self.projects.items()}),
            new="new" in self.data.getlist("only"),
            unanswered="unanswered" in self.data.getlist("only"),
            order=order if order in ORDERS else "newest",
        )

    def _known(self, name: str, known: Mapping[str, Value]) -> tuple[Value, ...]:
        return tuple(dict.fromkeys(known[value] for value in self.data.getlist(name) if value in known))


class StartForm(GuardedForm):
    """What to follow, several at once."""

    guarded = "council"
    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)
    areas = forms.MultipleChoiceField(label=_("Areas"), required=False, widget=forms.CheckboxSelectMultiple)
    projects = forms.MultipleChoiceField(label=_("Projects"), required=False, widget=forms.CheckboxSelectMultiple)
    KINDS = (("themes", "theme"), ("areas", "area"), ("projects", "project"))

    def __init__(
        self, *args: Any, themes: Sequence[Theme], areas: Sequence[Area], projects: Sequence[Project], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("themes", [(str(theme.pk), str(theme.names)) for theme in themes])
        self._offer("areas", [(str(area.pk), str(area.names)) for area in areas])
        self._offer("projects", [(str(project.key), project.title) for project in projects])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = cast(forms.MultipleChoiceField, self.fields[name])
        field.choices = choices
        field.error_messages["invalid_choice"] = _("Choose from what is offered.")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not any(found.get(name) for name, _kind in self.KINDS):
            raise forms.ValidationError(_("Choose at least one theme, area or project."))
        return found

    def topics(self) -> list[Topic]:
        return [Topic(kind, key) for name, kind in self.KINDS for key in self.cleaned_data[name]]

    @property
    def groups(self) -> list[forms.BoundField]:
        """Those with something to choose."""
        return [self[name] for name, _kind in self.KINDS if cast(Any, self.fields[name]).choices]


class ProfileForm(GuardedForm):
    guarded = "council"
    is_public = forms.BooleanField(
        label=_("Show me on the public page of councillors"),
        required=False,
        help_text=_("Your display name, your seats and what you choose below. You can take it back at any time."),
    )
    shows_follows = forms.BooleanField(
        label=_("Show the themes, areas, projects and proposals that I follow"), required=False
    )
    intro = LocalizedFormField(
        label=_("Introduction"),
        required=False,
        long=True,
        max_length=INTRO,
        help_text=_("A line or two in your own words, in either language or both."),
    )
    contact = forms.EmailField(
        label=_("E-mail for everyone to see"),
        required=False,
        help_text=_("Left empty, no address is shown. The address that you log in with is never shown by itself."),
        error_messages={"invalid": _("Check the address: it should look like name@example.com.")},
    )
