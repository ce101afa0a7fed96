"""What people type about getting in, and the words for what cannot be."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import EmailField
from accounts.models import User
from accounts.rules import CODE_LENGTH
from core.guard import GuardedForm

from .rules import LONGEST_NAME

NOT_DIGITS = re.compile(r"[\s\-–.]")


class DigitsField(forms.CharField):
    """A code of so many digits, however it was spaced."""

    def __init__(self, *, length: int = CODE_LENGTH, wrong: Any, **kwargs: Any) -> None:
        self.length, self.wrong = length, wrong
        attrs = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code"}
        super().__init__(error_messages={"required": wrong}, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        digits = NOT_DIGITS.sub("", super().clean(value))
        if len(digits) != self.length or not (digits.isascii() and digits.isdigit()):
            raise ValidationError(self.wrong, code="shape")
        return digits


class MailedCodeForm(forms.Form):
    code = DigitsField(
        label=_("Code"),
        help_text=_("Six digits from the message. The code is valid for 15 minutes, and it can be pasted."),
        wrong=_("Write the six digits of the code."),
    )


class AppCodeForm(forms.Form):
    code = DigitsField(
        label=_("Code from the app"),
        help_text=_("Six digits. The app shows new ones every half a minute."),
        wrong=_("Write the six digits that the app shows."),
    )


class RecoveryCodeForm(forms.Form):
    recovery = DigitsField(
        label=_("Recovery code"),
        help_text=_("Eight digits. Each code works once."),
        length=8,
        wrong=_("Write the eight digits of a recovery code."),
    )


class PasskeyForm(forms.Form):
    """What the browser answered; filled in by ``static/js/passkeys.js``."""

    credential = forms.CharField(widget=forms.HiddenInput, error_messages={"required": ""})


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you know it later: «My phone», «Work computer»."),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RenameForm(GuardedForm):
    guarded = "security"
    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Write a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NewEmailForm(GuardedForm):
    guarded = "email_change"
    email = EmailField(
        label=_("New e-mail address"), help_text=_("We send a code there. Others do not see the address.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email == self.user.email:
            raise ValidationError(_("This is the address you have now. Write another."), code="same")
        return email
