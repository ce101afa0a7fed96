"""What may be typed: the page in the admin, and an opinion."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.strong.queries import is_offered
from core.guard import GuardedForm
from core.text import tidy, tidy_line
from municipality.forms import ThemedPageForm
from municipality.models import Area
from participation import registry

from .geometry import from_pen
from .rules import LENGTH, NAME_LENGTH, UNFINISHED_DAYS, Audience, Naming, Terms, lacks, same_minute

PUBLISHES = ("action-publish", "action-submit")


class ConsultationPageForm(ThemedPageForm):
    """Offers the municipality's own areas, projects and earlier rounds. What is published has what it needs, in every
    language unless a reason is given."""

    project_key = forms.TypedChoiceField(label=_("Project"), required=False, coerce=UUID, empty_value=None)
    previous_round = forms.TypedChoiceField(
        label=_("The round before this one"), required=False, coerce=UUID, empty_value=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "area" in self.fields:
            self.fields["area"].queryset = Area.objects.filter(site=self.site)
        if "audience" in self.fields and not self._has_strong() and self.instance.audience != Audience.STRONG:
            field = self.fields["audience"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [choice for choice in Audience.choices if choice[0] != Audience.STRONG]
        if "project_key" in self.fields:
            found = registry.projects(self.site.pk) if self.site else []
            self._offer("project_key", [(project.key, project.title) for project in found])
        if "previous_round" in self.fields:
            own = self.site.root_page.get_descendants().values("pk") if self.site else []
            others = type(self.instance).objects.filter(pk__in=own).exclude(pk=self.instance.pk).order_by("title")
            self._offer("previous_round", list(others.values_list("translation_key", "title")))

    def _has_strong(self) -> bool:
        return is_offered(self.site.pk if self.site else None)

    def _offer(self, name: str, found: list[tuple[UUID, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *((str(key), title) for key, title in found)]

    def clean_closes_at(self) -> datetime | None:
        """To the minute, as the field shows it: untouched it keeps its seconds."""
        typed: datetime | None = self.cleaned_data["closes_at"]
        return self.instance.closes_at if same_minute(typed, self.instance.closes_at) else typed

    def _post_clean(self) -> None:
        """When the page has been filled in from the form: what would be published is judged as it stands."""
        from .readiness import why_not_publish

        super()._post_clean()
        if self.errors or not any(name in self.data for name in PUBLISHES):
            return
        for name, said in why_not_publish(self.instance, now=timezone.now(), site=self.site):
            self.add_error(name if name in self.fields else None, said)


class OpinionForm(GuardedForm):
    """``uuid`` is the form's own name for the opinion, so that sending twice makes one. ``terms``: of the consultation;
    ``own_name``: of who is signed in."""

    guarded = "opinion"
    saved_days = UNFINISHED_DAYS
    SAVED: ClassVar[dict[str, int]] = {  # what is kept of one that is not finished: characters of each field
        "body": LENGTH,
        "place": 20_000,
        "naming": 6,
        "name": NAME_LENGTH,
        "organisation": NAME_LENGTH,
        "full_name": NAME_LENGTH,
        "street": 300,
        "email": 254,
        "uuid": 36,  # files wait under it
        "answers": 100_000,  # to the questions beside it, as `surveys.views.alongside` keeps them
    }

    body = forms.CharField(
        label=_("Your opinion"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LENGTH, "data-count": LENGTH}),
    )
    place = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"id": "opinion-place"}))
    naming = forms.ChoiceField(
        label=_("What is shown above it"), choices=Naming.choices, widget=forms.RadioSelect, initial=Naming.HIDDEN
    )
    name = forms.CharField(label=_("Name or alias to show"), max_length=NAME_LENGTH, required=False)
    organisation = forms.CharField(
        label=_("On behalf of an organisation"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("The organisation’s name is public."),
    )
    full_name = forms.CharField(
        label=_("Your own name"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("The registry alone sees it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    street = forms.CharField(
        label=_("Postal address"),
        max_length=300,
        required=False,
        help_text=_("The registry alone sees it. The municipality’s reply is sent there."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("You get a receipt, and the municipality’s reply. It is never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    anchor = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)  # a paragraph of a draft text

    def __init__(
        self,
        *args: Any,
        terms: Terms,
        own_name: str = "",
        own_email: str = "",
        has_files: bool = False,
        answers: bool = False,
        **kwargs: Any,
    ) -> None:
        """``has_files``: they wait under its ``uuid``; ``answers``: the questions beside it have been answered."""
        self.terms, self.has_files, self.answers = terms, has_files, answers
        initial = {"uuid": uuid4(), "name": own_name, "email": own_email}
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["body"].label = terms.noun.label
        if not terms.asks_address:
            del self.fields["full_name"], self.fields["street"]

    def typed(self) -> dict[str, str]:
        """As it stands, sound or not, to go on with later."""
        found = {name: str(self.data.get(name, "")).replace("\0", "")[:length] for name, length in self.SAVED.items()}
        return {name: value for name, value in found.items() if value}

    def lets_save(self, request: HttpRequest) -> bool:
        """What it lacks stands in nobody's way yet; answers cannot be kept in part."""
        self.full_clean()
        self.errors.clear()
        if len(self.data.get("answers", "")) > self.SAVED["answers"]:
            self.add_error(None, _("Your answers are too long to be kept. Shorten them, or send them now."))
            return False
        return self.lets_through(request, counts_as="draft")

    def clean_body(self) -> str:
        body = tidy(self.cleaned_data["body"])
        if len(body) > LENGTH:
            raise ValidationError(_("Write at most %(number)s characters.") % {"number": LENGTH})
        return body

    def clean_place(self) -> dict[str, Any] | None:
        return from_pen(self.cleaned_data["place"])

    def clean_name(self) -> str:
        return tidy_line(self.cleaned_data["name"])

    def clean_organisation(self) -> str:
        return tidy_line(self.cleaned_data["organisation"])

    def clean_uuid(self) -> UUID:
        return self.cleaned_data["uuid"] or uuid4()

    @property
    def _has_content(self) -> bool:
        wrong = {"body", "place"} & self.errors.keys()
        return bool(wrong or self.has_files or self.cleaned_data.get("body") or self.cleaned_data.get("place"))

    @property
    def only_answers(self) -> bool:
        """Whether nothing is sent but answers: they need no name and no address."""
        return self.answers and not self._has_content

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.only_answers:
            return cleaned
        if cleaned.get("naming") != Naming.HIDDEN and not cleaned.get("name"):
            self.add_error("name", _("Write the name or alias that is shown."))
        found = lacks(
            self.terms,
            has_content=self._has_content,
            name=cleaned.get("full_name", ""),
            address=cleaned.get("street", "") or cleaned.get("email", ""),
        )
        for field, refusal in found.items():
            self.add_error("street" if field == "address" else field, str(refusal))
        return cleaned
