"""What is asked of who deletes the account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.guard import GuardedForm

from .registry import Fate


class OrderForm(GuardedForm):
    """A package of own data is ordered."""

    guarded = "own_data"


class LeaveForm(GuardedForm):
    guarded = "leave"

    texts = forms.ChoiceField(
        label=_("Your proposals and comments"),
        choices=[
            (Fate.STAY, _("stay where they are, without your name")),
            (Fate.GO, _("are removed; a mark stays in their place")),
        ],
        initial=Fate.STAY,
        widget=forms.RadioSelect,
    )
    supports = forms.ChoiceField(
        label=_("Your support for others’ proposals"),
        choices=[
            (Fate.STAY, _("is still counted, without your name")),
            (Fate.GO, _("is taken back")),
        ],
        initial=Fate.STAY,
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(
        label=_("I understand that this cannot be undone"),
        error_messages={"required": _("Tick this box when you are sure. Nothing has been deleted yet.")},
    )
