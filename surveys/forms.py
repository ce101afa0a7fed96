"""The form of a survey page in the admin, and the guards of public answers."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from accounts.strong.queries import provider_of
from core.guard import GuardedForm
from participation import registry

from .codes import is_sound, tidy
from .rules import Audience

PUBLISHES = ("action-publish", "action-submit")
APPROVES = ("action-workflow-action", "approve")  # the last approval of a workflow publishes


class AnswerForm(GuardedForm):
    """What keeps machines from beginning; the questions themselves are no fields of it."""

    guarded = "survey"


class CodeForm(GuardedForm):
    """A one-time code, however it is spaced."""

    guarded = "survey_code"

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("Twelve letters and digits, such as ABCD-EFGH-2345. Spaces and small letters do no harm."),
        error_messages={"required": _("Write your code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = tidy(self.cleaned_data["code"])
        if not is_sound(code):
            raise ValidationError(_("Something in the code is mistyped. Check it: 0, O, 1, I and L are in no code."))
        return code


class SurveyPageForm(WagtailAdminPageForm):
    """Offers the municipality's own projects. What would be published is checked: nobody must be stopped by a question
    that cannot be answered, and a survey that has answers is not changed into another one by accident."""

    project_key = forms.TypedChoiceField(label=_("Project"), required=False, coerce=UUID, empty_value=None)
    previous_round = forms.TypedChoiceField(
        label=_("The round before this one"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("A survey whose results these are compared with, question by question."),
    )
    begin_version = forms.BooleanField(
        label=_("Let the change begin a new version"),
        required=False,
        help_text=_("Asked only when earlier answers would no longer mean the same. They stay with their own version."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance if self.instance.path else self.parent_page
        site = page.get_site() if page else None
        if "project_key" in self.fields:
            found = registry.projects(site.pk) if site else []
            self._offer("project_key", ((project.key, project.title) for project in found))
        if "previous_round" in self.fields:
            own = site.root_page.get_descendants().values("pk") if site else []
            others = type(self.instance).objects.filter(pk__in=own).exclude(pk=self.instance.pk).order_by("title")
            self._offer("previous_round", others.values_list("translation_key", "title"))

        if "audience" in self.fields:
            provider = provider_of(site.pk if site else None)
            self.has_provider = provider is not None
            self.tells_home = provider is not None and provider.tells_home
            self._offer_identification(self.fields["audience"])

    def _offer_identification(self, field: Any) -> None:
        """Only where the municipality has a provider, or a survey asks for it already."""
        if self.has_provider or self.instance.audience == Audience.STRONG:
            return
        field.choices = [choice for choice in field.choices if choice[0] != Audience.STRONG]
        for name in ("residents_only", "least_age"):
            self.fields.pop(name, None)

    def _offer(self, name: str, found: Iterable[tuple[UUID, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *((str(key), title) for key, title in found)]

    def clean(self) -> dict[str, Any]:
        from .making import why_not_publish

        cleaned: dict[str, Any] = super().clean()
        stream = cleaned.get("questions")
        if stream is None:
            return cleaned
        scoring = cleaned.get("dimensions")
        for block in (*stream, *(scoring or ())):
            block.id = block.id or str(uuid.uuid4())
        if self._publishes():
            if cleaned.get("audience") == Audience.STRONG and not self.has_provider:
                self.add_error("audience", _("The municipality has no strong identification in use. Choose another."))
            elif cleaned.get("audience") == Audience.STRONG and cleaned.get("residents_only") and not self.tells_home:
                self.add_error(
                    "residents_only", _("The identification in use here does not tell the home municipality.")
                )
            begun = bool(cleaned.get("begin_version"))
            found = why_not_publish(self.instance, stream, begun=begun, parent=self.parent_page, scoring=scoring)
            for field, reasons in found.items():
                self.add_error(field if field in self.fields else None, reasons)
        return cleaned

    def _publishes(self) -> bool:
        button, name = APPROVES
        approved = button in self.data and self.data.get("workflow-action-name") == name
        return approved or any(name in self.data for name in PUBLISHES)
