"""What an administrator types about seats, and the words for what cannot be."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.forms import EmailField
from accounts.rules import LONGEST, TOO_LONG

from .actions import Member, Place
from .models import Body, Seat
from .rules import Title

FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
LARGEST = 500_000  # bytes of a file: ten times the largest council with all its committees


def date_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 1.6.2029."), "required": _("Choose a day.")},
        **options,
    )


class PlaceForm(forms.Form):
    """Where and when; a seat that exists keeps its person."""

    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.none())
    title = forms.ChoiceField(label=_("Task"), choices=Title.choices, initial=Title.MEMBER)
    starts_on = date_field(_("First day"))
    ends_on = date_field(_("Last day"), required=False, help_text=_("Empty: until somebody ends it."))
    order = forms.IntegerField(
        label=_("Place in the list"),
        required=False,
        min_value=0,
        max_value=30_000,
        help_text=_("Among those with the same task: the smallest number stands first."),
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Body]", self.fields["body"])
        field.queryset = Body.objects.filter(site=site)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        starts, ends = found.get("starts_on"), found.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", ValidationError(_("The last day is before the first.")))
        return found

    def place(self) -> Place:
        """What was typed, once it is known to be sound."""
        found = self.cleaned_data
        return Place(
            body=found["body"],
            title=found["title"],
            starts_on=found["starts_on"],
            ends_on=found["ends_on"],
            order=found["order"] or 0,
        )


class SeatForm(PlaceForm):
    email = EmailField()
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST,
        required=False,
        help_text=_(
            "Shown beside what the person writes, until the person chooses another. Not used when there is one."
        ),
        error_messages={"max_length": TOO_LONG},
    )
    language = forms.ChoiceField(
        label=_("Language of messages"), choices=settings.LANGUAGES, help_text=_("For an account that is made now.")
    )
    field_order = ("email", "name", "language", "body", "title", "starts_on", "ends_on", "order")

    def member(self) -> Member:
        found = self.cleaned_data
        return Member(email=found["email"], name=found["name"], language=found["language"])


def initial_of(seat: Seat) -> dict[str, Any]:
    return {
        "body": seat.body_id,
        "title": seat.title,
        "starts_on": seat.starts_on,
        "ends_on": seat.ends_on,
        "order": seat.order,
    }


class CouncilFileForm(forms.Form):
    """A council in a file (`sheet`), looked at first and brought in on the second sending."""

    file = forms.FileField(label=_("File"), required=False, help_text=_("CSV in UTF-8, with commas or semicolons."))
    kept = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    close = forms.BooleanField(
        label=_("End the seats that these bodies have now"),
        required=False,
        help_text=_("Their last day is the day before the first day in the file."),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("file") and not found.get("kept"):
            self.add_error("file", ValidationError(_("Choose a file.")))
        elif found.get("file"):
            self._read(found)
        return found

    def _read(self, found: dict[str, Any]) -> None:
        if found["file"].size > LARGEST:
            self.add_error("file", ValidationError(_("The file is too large for a council.")))
            return
        try:
            found["kept"] = found["file"].read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", ValidationError(_("Save the file as CSV UTF-8: its letters cannot be read.")))
