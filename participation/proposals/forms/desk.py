"""The forms of a proposal's screen in the admin. Each carries the revision that it was made from, so that two people do
not overwrite each other unknowingly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from accounts.models import User
from core.fields import LocalizedFormField

from ..models import Proposal


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AssignForm(forms.Form):
    assignee = forms.ModelChoiceField(
        User.objects.none(), label=_("Assigned to"), required=False, empty_label=_("Nobody")
    )
    due_on = forms.DateField(label=_("To be answered by"), required=False, widget=AdminDateInput)
    note = forms.CharField(
        label=_("Note to the assignee"),
        required=False,
        max_length=1000,
        widget=_lines(2),
        help_text=_("Seen by staff only."),
    )
    preparer = LocalizedFormField(
        label=_("Preparer told to the author"),
        required=False,
        max_length=120,
        help_text=_("Name and office. The author and the public page are told once the proposal has been taken up."),
    )
    estimated_on = forms.DateField(label=_("Answer expected by"), required=False, widget=AdminDateInput)

    def __init__(self, data: Any = None, *, proposal: Proposal, handlers: Any) -> None:
        names = ("assignee", "due_on", "preparer", "estimated_on")
        initial = {name: getattr(proposal, name) for name in names}
        super().__init__(data, auto_id="assign-%s", initial=initial)
        choose: Any = self.fields["assignee"]
        choose.queryset = handlers


class NoteForm(forms.Form):
    text = forms.CharField(label=_("New note"), max_length=2000, widget=_lines(2))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="note-%s")


class RepairForm(forms.Form):
    reason = forms.CharField(
        label=_("What should be repaired?"),
        max_length=1000,
        widget=_lines(4),
        help_text=_("Sent to the author by mail. The public page says only that a clarification was asked for."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="repair-%s")


class OtherForm(forms.Form):
    """Another proposal, by its number; of those that the person sees (``seen``)."""

    number = forms.IntegerField(label=_("Number of the other proposal"), min_value=1, max_value=2**31)
    other: Proposal

    def __init__(self, *args: Any, seen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "number" in cleaned:
            other = self.seen.filter(pk=cleaned["number"]).first()
            if other is None:
                self.add_error("number", _("There is no such proposal in your list."))
            else:
                self.other = other
        return cleaned


class MoveForm(forms.Form):
    project = forms.ChoiceField(label=_("To which project?"))

    def __init__(self, data: Any = None, *, projects: Mapping[Any, str]) -> None:
        super().__init__(data, auto_id="move-%s")
        choose: Any = self.fields["project"]
        choose.choices = [("", "–"), *((str(key), title) for key, title in projects.items())]
