"""What the desk asks of a person, each time anew."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.eligibility.fields import BornField, basis_field
from accounts.forms import EmailField
from accounts.rules import LONGEST

from .fields import line
from .rules import DESK


class StartForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("How does the person tell it?"),
        choices=DESK,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose paper or phone."), "invalid_choice": _("Choose paper or phone.")},
    )
    name = line(100, label=_("First name and surname"), error_messages={"required": _("Write the person’s name.")})
    born = BornField(required=False, label=_("Date of birth"))
    address = line(
        120,
        label=_("Street address"),
        help_text=_("If the person does not want to tell the date of birth. One of the two is needed."),
        required=False,
    )
    basis = basis_field(required=False)
    shown_as = line(
        LONGEST,
        label=_("Name shown in public"),
        help_text=_("If it is another than the name above. Beside supports no name is shown."),
        required=False,
    )
    contact = line(
        160,
        label=_("Phone or postal address"),
        help_text=_("For the answer to a proposal, if there is no e-mail. Only its preparer sees it, with a reason."),
        required=False,
    )
    email = EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The person is told what was done. The address is not kept."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if " " not in name:
            raise ValidationError(_("Write the first name and the surname."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("born") and not cleaned.get("address") and "born" not in self.errors:
            self.add_error("born", _("Give the date of birth or the address: without either nobody is known again."))
        name, shown = cleaned.get("name", ""), cleaned.get("shown_as", "")
        if len(name) > LONGEST and not shown:
            self.add_error("shown_as", _("The name is long. Write how it is shown, in at most 40 characters."))
        return cleaned
