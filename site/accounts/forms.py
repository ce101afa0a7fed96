"""What people type about themselves, and the words for what cannot be."""

from __future__ import annotations

import re
from typing import Any, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from . import scopes
from .limits import Limit
from .models import User
from .queries import names_of, roles_of
from .roles import Role
from .rules import CODE_LENGTH, LONGEST, TOO_LONG, clean_display_name


class EmailField(forms.EmailField):
    """An address in small letters. The browser's own check is off, so that the message is ours."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {
            "required": _("Write your e-mail address."),
            "invalid": _("Check the address: it should look like name@example.com."),
        }
        kwargs = {"label": _("E-mail"), "max_length": 254, "error_messages": messages, **kwargs}
        super().__init__(**kwargs)
        self.widget.attrs.update({"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"})

    def clean(self, value: Any) -> str:
        return super().clean(value).lower()


class RequestCodeForm(forms.Form):
    email = EmailField(label=_("1. E-mail"), help_text=_("Others do not see the address."))


class ConfirmCodeForm(forms.Form):
    """Checks the shape only: the view compares the code and counts the attempts."""

    code = forms.CharField(
        label=_("2. Code"),
        help_text=format_lazy(
            _("Six digits from the message. The code is valid for {minutes} minutes, and it can be pasted."),
            minutes=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
        ),
        error_messages={"required": _("Write the six digits of the code.")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code", "autofocus": True}
        ),
    )

    def clean_code(self) -> str:
        digits = re.sub(r"[\s\-–.]", "", self.cleaned_data["code"])
        if len(digits) != CODE_LENGTH or not (digits.isascii() and digits.isdigit()):
            raise ValidationError(_("Write the six digits of the code."), code="shape")
        return digits


class NameForm(forms.Form):
    display_name = forms.CharField(
        label=_("Display name"),
        help_text=_("Shown beside what you write. It need not be your own name."),
        max_length=LONGEST,
        error_messages={"required": _("Choose a name."), "max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def __init__(self, *args: Any, site: Site, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.user = site, user

    def clean_display_name(self) -> str:
        """The name that one has already is not judged again."""
        name = self.cleaned_data["display_name"]
        if name == self.user.display_name:
            return name
        return clean_display_name(name, names_of(self.site), official=bool(roles_of(self.user, self.site.pk)))


class SettingsForm(NameForm):
    language = forms.ChoiceField(
        label=_("Language of messages"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose one of the languages.")},
    )


class RoleForm(forms.Form):
    """In the admin: a role for the person behind an address, in all of the municipality or within some of it."""

    email = EmailField()
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    projects = forms.MultipleChoiceField(label=_("Projects"), required=False, widget=forms.CheckboxSelectMultiple)
    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, names: scopes.Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self._offer("projects", [(str(key), title) for key, title in names.projects.items()])
        self._offer("themes", [(str(key), title) for key, title in names.themes.items()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            cast(forms.MultipleChoiceField, self.fields[name]).choices = choices
        else:
            del self.fields[name]

    @property
    def of_person(self) -> list[forms.BoundField]:
        return [self["email"], self["role"]]

    @property
    def of_limits(self) -> list[forms.BoundField]:
        return [self[name] for name in ("projects", "themes") if name in self.fields]

    @property
    def is_limited(self) -> bool:
        """Whether any project or theme is chosen, or wrong."""
        return any(field.value() or field.errors for field in self.of_limits)

    def limits(self) -> frozenset[Limit]:
        """What was chosen, once it is known to be sound."""
        projects = [Limit(project_key=UUID(key)) for key in self.cleaned_data.get("projects", ())]
        return frozenset([*projects, *(Limit(theme_id=int(key)) for key in self.cleaned_data.get("themes", ()))])

    def within(self) -> str:
        """The same in words."""
        return ", ".join(self.names.of(self.limits()))


def initial_settings(user: User) -> dict[str, str]:
    return {
        "display_name": user.display_name or f"{user.first_name} {user.last_name}".strip(),
        "language": user.language,
    }
