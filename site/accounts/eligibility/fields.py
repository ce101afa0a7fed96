"""Fields that ask for age and tie to the municipality, in the same words everywhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from .rules import Basis, years

OLDEST = 125  # years


class BornField(forms.DateField):
    """A date of birth, typed as people write it. It is read for the age and not kept."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {
            "required": _("Write the date of birth, for example 24.3.1985."),
            "invalid": _("Write the date of birth as day, month and year, for example 24.3.1985."),
        }
        defaults: dict[str, Any] = {
            "label": _("Your date of birth"),
            "help_text": _("Day, month, year: for example 24.3.1985."),
            "input_formats": ["%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m. %Y", "%d %m %Y"],
            "error_messages": messages,
            "widget": forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "12"}),
        }
        super().__init__(**{**defaults, **kwargs})

    def clean(self, value: Any) -> date | None:
        born = super().clean(value)
        if born is not None and not 0 <= years(born, localdate()) <= OLDEST:
            raise ValidationError(_("Check the year: write all four digits."))
        return born


def basis_field(*, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    """Everybody is asked the same, whatever the phase allows."""
    defaults: dict[str, Any] = {
        "label": _("Tie to the municipality"),
        "choices": [
            (Basis.RESIDENT, _("Resident: the home municipality is this one")),
            (Basis.PROPERTY_OWNER, _("Owns property here, lives elsewhere")),
            (Basis.SERVICE_USER, _("Uses the municipality’s services, lives elsewhere")),
            (Basis.COMMUNITY, _("Speaks for a community or foundation that operates here")),
            (Basis.NONE, _("None of these")),
        ],
        "widget": forms.RadioSelect,
        "error_messages": {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    }
    return forms.ChoiceField(required=required, **{**defaults, **kwargs})
