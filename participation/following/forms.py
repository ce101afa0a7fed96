"""What may be typed: an address to follow by, and how soon to hear of what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import language_choices
from core.guard import GuardedForm

from .rules import Group, Pace


class AddressForm(GuardedForm):
    guarded = "follow"
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write your e-mail address in full, for example name@example.fi."),
        },
    )


class PacesForm(forms.Form):
    """How soon mail comes of each group, and in which language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in Group:
            self.fields[group.value] = forms.ChoiceField(
                label=group.label,
                choices=Pace.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose how often you want mail.")},
            )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the messages"),
            choices=language_choices(),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a language.")},
        )

    @property
    def paces(self) -> dict[str, str]:
        return {group.value: self.cleaned_data[group.value] for group in Group}

    @property
    def groups(self) -> list[forms.BoundField]:
        return [self[group.value] for group in Group]
