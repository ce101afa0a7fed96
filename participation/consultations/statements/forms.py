"""What is typed about statements: by parties, and by staff."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.widgets import AdminDateInput

from core.fields import LocalizedFormField
from core.guard import GuardedForm
from core.text import tidy, tidy_line

from ..answering.rules import Way
from ..files import ACCEPT, Brought, bring
from ..models import Invitation, StatementRequest
from ..rules import LENGTH
from . import lists
from .lists import Party
from .rules import MOST_PARTIES, MOST_REMIND_DAYS, NAME_LENGTH, TEXT_LENGTH, why_not_due

LARGEST = 1024 * 1024  # bytes of a list
SHOWN = 10  # wrong lines that are told
STATEMENT_LENGTH = LENGTH


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, judged: `files.Brought`."""

    widget = _Files(attrs={"accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> Brought:
        return bring([one for one in data or [] if one], kept=0)


class StatementForm(GuardedForm):
    """Of a party. What is only kept as a draft needs nothing."""

    guarded = "statement"

    body = forms.CharField(
        label=_("Statement"),
        required=False,
        strip=False,
        help_text=_("Write it here, add it as a file below, or both."),
        widget=forms.Textarea(attrs={"rows": 12, "maxlength": STATEMENT_LENGTH, "data-count": STATEMENT_LENGTH}),
    )
    signatory = forms.CharField(
        label=_("Signatory’s name"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("It is shown with the statement, and so is the title."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    title = forms.CharField(
        label=_("Signatory’s title"),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    def clean_body(self) -> str:
        body = tidy(self.cleaned_data["body"])
        if len(body) > STATEMENT_LENGTH:
            raise ValidationError(_("Write at most %(number)s characters.") % {"number": STATEMENT_LENGTH})
        return body

    def clean_signatory(self) -> str:
        return tidy_line(self.cleaned_data["signatory"])

    def clean_title(self) -> str:
        return tidy_line(self.cleaned_data["title"])

    def insist_whole(self, *, has_files: bool) -> bool:
        """Whether it can be given; what it lacks is said at the fields."""
        for name in ("signatory", "title"):
            if not self.cleaned_data.get(name):
                self.add_error(name, _("Tell who gives the statement on behalf of the organisation."))
        if not self.cleaned_data.get("body") and not has_files:
            self.add_error("body", _("Write the statement or add it as a file."))
        return not self.errors


class PartyForm(forms.Form):
    """One party: to add, or to mend."""

    organisation = forms.CharField(label=_("Organisation"), max_length=lists.LONGEST)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The request is sent here. Empty: you ask by other means. It is never shown in public."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    contact = forms.CharField(label=_("Contact person"), max_length=lists.LONGEST, required=False)

    @classmethod
    def of(cls, row: Invitation, data: Any = None) -> PartyForm:
        names = ("organisation", "email", "language", "contact")
        return cls(data, initial={name: getattr(row, name) for name in names})

    def party(self) -> Party:
        typed = self.cleaned_data
        return Party(
            organisation=tidy_line(typed["organisation"]),
            email=typed["email"].lower(),
            language=typed["language"],
            contact=tidy_line(typed["contact"]),
        )


class InviteForm(forms.Form):
    """``found``: the parties, once it is valid."""

    parties = forms.CharField(
        label=_("Parties"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "One a line: organisation; e-mail; language; contact person. The last two may be left out: «Museovirasto; "
            "kirjaamo@example.fi; fi»."
        ),
    )
    file = forms.FileField(
        label=_("Or a list as a file"), required=False, help_text=_("Text or CSV, with the same columns.")
    )
    language = forms.ChoiceField(label=_("Language of those for whom none is told"), choices=settings.LANGUAGES)
    due_on = forms.DateField(
        label=_("Due date of these parties"),
        required=False,
        widget=AdminDateInput,
        help_text=_("The day counts whole. Empty: until the consultation closes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: list[Party] = []

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if why := why_not_due(due_on, timezone.now()):
            raise ValidationError(str(why))
        return due_on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        text, file = cleaned.get("parties") or "", cleaned.get("file")
        if file is not None:
            if file.size > LARGEST:
                self.add_error("file", _("The file is too large to be a list of addresses."))
                return cleaned
            text = f"{text}\n{_decoded(file.read())}".strip()
            self._keep_typed(text)
        read = lists.read(text, language=cleaned.get("language") or "", languages=dict(settings.LANGUAGES))
        if read.wrong:
            self.add_error("parties", _wrong(read.wrong))
        elif not read.found:
            self.add_error("parties", _("Write at least one party, or choose a file."))
        elif len(read.found) > MOST_PARTIES:
            self.add_error("parties", _("At most %(number)s parties are asked at once.") % {"number": MOST_PARTIES})
        self.found = read.found
        return cleaned

    def _keep_typed(self, text: str) -> None:
        """A browser does not send a file again: what was in it is shown as typed."""
        self.data = MultiValueDict({**dict(cast(Any, self.data).lists()), self.add_prefix("parties"): [text]})


def _decoded(data: bytes) -> str:
    """A file as text, also one that an office program saved the old way."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _wrong(lines: list[tuple[int, str]]) -> list[str]:
    said = ngettext(
        "%(number)s line lacks an organisation or an address.",
        "%(number)s lines lack an organisation or an address.",
        len(lines),
    )
    told = [_("Line %(number)s: %(line)s") % {"number": number, "line": line} for number, line in lines[:SHOWN]]
    return [said % {"number": len(lines)}, *map(str, told)]


class EnterStatementForm(forms.Form):
    way = forms.ChoiceField(label=_("How it came"), choices=Way.choices, widget=forms.RadioSelect, initial=Way.EMAIL)
    arrived_on = forms.DateField(
        label=_("Arrived"), widget=AdminDateInput, help_text=_("The day of the date stamp or of the e-mail.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    body = forms.CharField(
        label=_("Text"), max_length=STATEMENT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    documents = FilesField(label=_("Documents"), required=False, help_text=_("The statement and its attachments."))
    signatory = forms.CharField(label=_("Signatory’s name"), max_length=NAME_LENGTH, required=False)
    title = forms.CharField(label=_("Signatory’s title"), max_length=NAME_LENGTH, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["body"] = tidy(cleaned.get("body", ""))
        for name in ("signatory", "title"):
            cleaned[name] = tidy_line(cleaned.get(name, ""))
        brought = cleaned.get("documents")
        if brought and brought.refused:
            self.add_error("documents", brought.refused)
        elif not cleaned["body"] and not (brought and brought.taken):
            self.add_error("body", _("Write the statement or add it as a file."))
        return cleaned


class RequestForm(forms.Form):
    text = LocalizedFormField(
        label=_("Covering letter"),
        long=True,
        max_length=TEXT_LENGTH,
        required=False,
        help_text=StatementRequest._meta.get_field("text").help_text,
    )
    remind_days = forms.IntegerField(
        label=_("Days before the due date when reminders are sent"),
        min_value=0,
        max_value=MOST_REMIND_DAYS,
        help_text=StatementRequest._meta.get_field("remind_days").help_text,
    )


class ExtendForm(forms.Form):
    due_on = forms.DateField(label=_("New due date"), widget=AdminDateInput, help_text=_("The day counts whole."))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("It is kept in the audit trail; the party does not see it.")
    )

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if why := why_not_due(due_on, timezone.now()):
            raise ValidationError(str(why))
        return due_on
