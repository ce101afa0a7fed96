"""What staff type when codes are sent by mail."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.widgets import AdminDateInput

from core.fields import LocalizedFormField

from .. import addresses
from ..models import CodeBatch, Mailing
from ..rules import MOST_CODES, MOST_REMINDERS

LARGEST = 2 * 1024 * 1024  # bytes of a list
SHOWN = 10  # wrong lines that are told


class MailingForm(forms.Form):
    """``found``: the addresses with their languages, once it is valid."""

    note = CodeBatch._meta.get_field("note").formfield()
    text = LocalizedFormField(
        label=_("What you write"),
        long=True,
        max_length=2000,
        help_text=Mailing._meta.get_field("text").help_text,
    )
    addresses = forms.CharField(
        label=_("Addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("One a line. The language may stand after it: «maija@example.fi; sv»."),
    )
    file = forms.FileField(
        label=_("Or a list as a file"), required=False, help_text=_("Text or CSV, the address in the first column.")
    )
    language = forms.ChoiceField(label=_("Language of those for whom none is told"), choices=settings.LANGUAGES)
    kept_until = forms.DateField(
        label=_("Addresses are kept until"),
        widget=AdminDateInput,
        help_text=Mailing._meta.get_field("kept_until").help_text,
    )

    def __init__(self, *args: Any, closes_at: datetime | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.closes = localdate(closes_at) if closes_at else None
        self.found: dict[str, str] = {}
        self.initial.setdefault("kept_until", (self.closes or localdate()) + timedelta(days=30))
        for number in range(1, MOST_REMINDERS + 1):
            self.fields[f"remind_{number}"] = forms.DateField(
                label=_("Reminder %(number)s on") % {"number": number}, required=False, widget=AdminDateInput
            )

    @property
    def reminders(self) -> list[date]:
        days = [self.cleaned_data.get(f"remind_{number}") for number in range(1, MOST_REMINDERS + 1)]
        return [day for day in days if day]

    def clean_kept_until(self) -> date:
        kept_until: date = self.cleaned_data["kept_until"]
        if kept_until <= (self.closes or localdate()):
            raise ValidationError(_("The addresses are needed until the survey has closed."))
        return kept_until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._read(cleaned)
        last = self.closes or cleaned.get("kept_until")
        for number in range(1, MOST_REMINDERS + 1):
            day = cleaned.get(f"remind_{number}")
            if day and (day <= localdate() or (last and day > last)):
                self.add_error(f"remind_{number}", _("A reminder comes after today, while the survey is open."))
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> None:
        text, file = cleaned.get("addresses") or "", cleaned.get("file")
        if file is not None:
            if file.size > LARGEST:
                self.add_error("file", _("The file is too large to be a list of addresses."))
                return
            text = f"{text}\n{addresses.decoded(file.read())}".strip()
            self._keep_typed(text)
        read = addresses.read(text, language=cleaned.get("language") or "", languages=dict(settings.LANGUAGES))
        if read.wrong:
            self.add_error("addresses", _wrong(read.wrong))
        elif not read.found:
            self.add_error("addresses", _("Write at least one address, or choose a file."))
        elif len(read.found) > MOST_CODES:
            self.add_error("addresses", _("At most %(number)s addresses are mailed at once.") % {"number": MOST_CODES})
        self.found = read.found

    def _keep_typed(self, text: str) -> None:
        """A browser does not send a file again: what was in it is shown as typed."""
        self.data = MultiValueDict({**dict(cast(Any, self.data).lists()), self.add_prefix("addresses"): [text]})


def _wrong(lines: list[tuple[int, str]]) -> list[str]:
    said = ngettext("%(number)s line is no address.", "%(number)s lines are no addresses.", len(lines))
    told = [_("Line %(number)s: %(line)s") % {"number": number, "line": line} for number, line in lines[:SHOWN]]
    return [said % {"number": len(lines)}, *told]
