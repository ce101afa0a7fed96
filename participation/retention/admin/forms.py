"""How long things are kept, as administrators type it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import kinds

MOST = 1200  # months


class MonthsForm(forms.Form):
    """A field for each kind. In the municipality an empty one means for good; in a project, as the municipality."""

    warned_days = forms.IntegerField(
        label=_("Announced so many days before"),
        min_value=1,
        max_value=365,
        help_text=_("Administrators get a mail, and those whose account sleeps as well. Nothing goes without."),
    )

    def __init__(self, *args: Any, in_project: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if in_project:
            del self.fields["warned_days"]
        for name, kind in kinds.kinds().items():
            if kind.by_project or not in_project:
                self.fields[name] = forms.IntegerField(
                    label=kind.label, help_text=kind.explained, required=False, min_value=0, max_value=MOST
                )

    @property
    def months(self) -> dict[str, int | None]:
        return {name: value for name, value in self.cleaned_data.items() if name in kinds.kinds()}


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=_("Why nothing may expire now"),
        max_length=200,
        help_text=_("Such as «the decision has been appealed against». It stands in the audit trail."),
        error_messages={"required": _("Tell in a few words why nothing of this project may expire now.")},
    )
