"""What an editor says of a new link."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .rules import LEAST, MOST, NOTE_LENGTH, USUAL


class LinkForm(forms.Form):
    days = forms.IntegerField(
        label=_("How many days it works"),
        initial=USUAL,
        min_value=LEAST,
        max_value=MOST,
        help_text=_("From one to sixty. It can be withdrawn before."),
    )
    note = forms.CharField(
        label=_("For whom"),
        max_length=NOTE_LENGTH,
        required=False,
        help_text=_("Such as «Building committee». Shown in this list and in the audit trail only."),
    )
