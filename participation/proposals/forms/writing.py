"""The form a proposal is written with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.guard import GuardedForm
from core.text import tidy, tidy_line
from municipality.models import Area, Theme
from participation.registry import Project

from ..models import Proposal
from ..rules import BODY_LENGTH, TITLE_LENGTH
from .areas import WHOLE, AreaField
from .pictures import PictureFields


class ProposalForm(PictureFields, GuardedForm):
    """Checks what a public proposal needs. `sound_fields` gives what is right so far, so that a draft can be kept
    whatever else is wrong."""

    guarded = "draft"
    project = forms.ChoiceField(
        label=_("To which project does it belong?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the project."),
            "invalid_choice": _("This project does not collect proposals now. Choose another."),
        },
    )
    title = forms.CharField(
        label=_("What is it about?"),
        help_text=_("One sentence. Say the matter, not the problem."),
        min_length=TITLE_LENGTH[0],
        max_length=TITLE_LENGTH[1],
        error_messages={
            "required": _("Write what it is about."),
            "min_length": _("Say what it is about in at least %(limit_value)s characters."),
            "max_length": _("The title is too long: %(show_value)s characters. Shorten it to %(limit_value)s."),
        },
    )
    body = forms.CharField(
        label=_("What should be done, and why?"),
        help_text=_("Plain text. Leave an empty line between paragraphs. Web addresses become links."),
        widget=forms.Textarea(attrs={"rows": 8}),
        min_length=BODY_LENGTH[0],
        max_length=BODY_LENGTH[1],
        error_messages={
            "required": _("Tell what should be done."),
            "min_length": _("Tell what should be done, in at least %(limit_value)s characters."),
            "max_length": _("The text is too long: %(show_value)s characters. Shorten it to %(limit_value)s."),
        },
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Theme"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a theme, so that the proposal finds the right people."),
            "invalid_choice": _("Choose one of the themes."),
        },
    )
    language = forms.ChoiceField(
        label=_("I write in"),
        choices=settings.LANGUAGES,
        error_messages={"invalid_choice": _("Choose one of the languages.")},
    )
    place = forms.CharField(
        label=_("Where?"),
        help_text=_("An address or a place in words. You can also mark it on the map."),
        required=False,
        max_length=120,
        error_messages={"max_length": _("The place is too long. Shorten it to %(limit_value)s characters.")},
    )
    area = AreaField(Area.objects.none())
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        projects: Sequence[Project],
        site_id: int,
        proposal: Proposal | None = None,
        **kwargs: Any,
    ) -> None:
        self.proposal = proposal
        kwargs["initial"] = {"language": get_language(), **_initial(proposal), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        choose_project: Any = self.fields["project"]
        choose_project.choices = [(str(project.key), project.title) for project in projects]
        if len(projects) == 1:
            choose_project.required = False
            choose_project.widget = forms.HiddenInput()
            self.initial.setdefault("project", str(projects[0].key))
        for name, model in (("theme", Theme), ("area", Area)):
            field: Any = self.fields[name]
            field.queryset = model.objects.filter(site_id=site_id)
        self.add_picture_fields(list(proposal.pictures.all()) if proposal and proposal.pk else [])

    def clean_title(self) -> str:
        return tidy_line(self.cleaned_data["title"])

    def clean_body(self) -> str:
        return tidy(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("lat") is None) != (cleaned.get("lon") is None) or {"lat", "lon"} & set(self.errors):
            for name in ("lat", "lon"):
                self.errors.pop(name, None)
                cleaned[name] = None
            self.add_error("place", _("The place on the map was not understood. Mark it again, or write it in words."))
        if "area" in cleaned:
            cleaned["area_chosen"] = self["area"].data not in (None, "")
        self.clean_pictures()
        return cleaned

    @property
    def project_key(self) -> UUID | None:
        """The chosen project; the only one there is when nothing was chosen; ``None`` when the choice will not do."""
        chosen = self.cleaned_data.get("project") or (
            self.initial.get("project") if "project" not in self.errors else None
        )
        return UUID(str(chosen)) if chosen else None

    def sound_fields(self) -> Mapping[str, Any]:
        """The fields without errors, by the names the actions use."""
        names = ("title", "body", "language", "theme", "area", "area_chosen", "place", "lat", "lon")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


def _initial(proposal: Proposal | None) -> dict[str, Any]:
    if proposal is None:
        return {}
    names = ("title", "body", "theme", "place", "lat", "lon", "language")
    area = (proposal.area or WHOLE) if proposal.area_chosen else None
    return {"project": str(proposal.project_key), "area": area, **{name: getattr(proposal, name) for name in names}}
