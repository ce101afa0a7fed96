"""A sheet of signatures, row by row, as the service desk writes it down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.acting.fields import line
from accounts.eligibility.fields import BornField
from accounts.eligibility.rules import Basis

ROWS = 12


class FindForm(forms.Form):
    """Which proposal the sheet is about, by the number that its page shows."""

    number = forms.IntegerField(
        label=_("Number of the proposal"),
        help_text=_("It stands on the proposal’s page below the title."),
        min_value=1,
        max_value=10**15,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "10"}),
        error_messages={
            "required": _("Write the number of the proposal."),
            "invalid": _("Write the number in digits."),
            "min_value": _("Write the number in digits."),
            "max_value": _("Write the number in digits."),
        },
    )


class RowForm(forms.Form):
    name = line(100, label=_("Name"), error_messages={"required": _("The name is missing.")})
    born = BornField(required=False, label=_("Date of birth"), help_text="")
    address = line(120, label=_("Street address"), required=False)
    basis = forms.ChoiceField(
        label=_("Tie to the municipality"),
        required=False,
        choices=[("", _("Not told")), *Basis.choices],
        error_messages={"invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, *args: Any, age: bool, basis: bool, **kwargs: Any) -> None:
        """``age``, ``basis``: whether the project asks for them."""
        super().__init__(*args, **kwargs)
        self.age = age
        if not basis:
            del self.fields["basis"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if " " not in name:
            raise ValidationError(_("Write the first name and the surname."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "born" in self.errors:
            return cleaned
        if self.age and not cleaned.get("born"):
            self.add_error("born", _("This project asks for the age: write the date of birth."))
        elif not cleaned.get("born") and not cleaned.get("address"):
            self.add_error("born", _("Write the date of birth or the address."))
        return cleaned


SheetForm = forms.formset_factory(RowForm, extra=ROWS, max_num=ROWS, validate_max=True)
