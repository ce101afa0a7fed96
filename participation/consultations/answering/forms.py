"""What staff type: themes, responses, what became of an opinion, and what has come on paper or by e-mail."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from core.fields import LocalizedFormField
from core.text import tidy, tidy_line

from ..models import Opinion, OpinionHandling, OpinionTheme, Response
from ..rules import LENGTH, NAME_LENGTH, Naming
from .actions import Handling
from .actions.handling import NAMES
from .rules import REASON_LENGTH, RESPONSE_LENGTH, Outcome, Way, why_no_outcome


class ThemeForm(forms.Form):
    names = LocalizedFormField(max_length=80, label=_("New theme"))


class ResponseForm(forms.Form):
    subject = LocalizedFormField(
        max_length=120, label=_("What it is about"), help_text=_("Its heading in the table of responses.")
    )
    text = LocalizedFormField(long=True, max_length=RESPONSE_LENGTH, label=_("Response"))


class HandlingForm(forms.Form):
    theme = forms.ModelChoiceField(OpinionTheme.objects.none(), label=_("Theme"), required=False)
    response = forms.ModelChoiceField(Response.objects.none(), label=_("Response"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False, choices=[("", "---------"), *Outcome.choices])
    reason = LocalizedFormField(
        long=True,
        max_length=REASON_LENGTH,
        label=_("Reason for the outcome"),
        required=False,
        help_text=_("In every language. It is published with the response."),
    )

    def __init__(self, data: Any = None, *, opinion: Opinion, held: OpinionHandling | None) -> None:
        names = ("theme", "response", "outcome", "reason")
        super().__init__(data, initial={name: getattr(held, name) for name in names} if held else None)
        for name, model in (("theme", OpinionTheme), ("response", Response)):
            choose: Any = self.fields[name]
            choose.queryset = model.objects.filter(consultation_key=opinion.consultation_key)
        if held and held.published_at:
            for name in ("response", "outcome", "reason"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if why := why_no_outcome(cleaned.get("outcome", ""), cleaned.get("reason") or {}):
            self.add_error("reason", str(why))
        return cleaned

    def handling(self) -> Handling:
        typed = self.cleaned_data
        outcome = typed.get("outcome")
        return Handling(
            theme=typed["theme"],
            response=typed.get("response"),
            outcome=Outcome(outcome) if outcome else None,
            reason=typed.get("reason"),
            clears=frozenset(name for name in NAMES if name in typed and not typed[name]),
        )


class EnterForm(forms.Form):
    """``sections``: those that can be written about, with the whole."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    way = forms.ChoiceField(label=_("How it came"), choices=Way.choices, widget=forms.RadioSelect)
    arrived_on = forms.DateField(
        label=_("Arrived"), widget=AdminDateInput, help_text=_("The day of the date stamp or of the e-mail.")
    )
    section = forms.ChoiceField(label=pgettext_lazy("consultation", "Section"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    body = forms.CharField(
        label=_("Text"), max_length=LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    naming = forms.ChoiceField(label=_("What is shown above it"), choices=Naming.choices, initial=Naming.HIDDEN)
    name = forms.CharField(label=_("Name or alias to show"), max_length=NAME_LENGTH, required=False)
    organisation = forms.CharField(label=_("On behalf of an organisation"), max_length=NAME_LENGTH, required=False)
    full_name = forms.CharField(
        label=_("Own name"), max_length=NAME_LENGTH, required=False, help_text=_("The registry alone sees it.")
    )
    street = forms.CharField(
        label=_("Postal address"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, data: Any = None, *, sections: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"uuid": uuid4(), "way": Way.PAPER})
        choose: Any = self.fields["section"]
        choose.choices = [("", _("On the whole")), *sections]

    def clean_body(self) -> str:
        return tidy(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("name", "organisation", "full_name"):
            cleaned[name] = tidy_line(cleaned.get(name, ""))
        if cleaned.get("naming") != Naming.HIDDEN and not cleaned["name"]:
            self.add_error("name", _("Write the name or alias that is shown."))
        return cleaned

    @property
    def own_key(self) -> UUID:
        """The form's own name for what is entered; a new one where it is none."""
        try:
            return UUID(str(self["uuid"].value()))
        except ValueError:
            return uuid4()
