"""What may be typed as a comment."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.guard import GuardedForm

from .actions import sound
from .rules import LENGTH


class CommentForm(GuardedForm):
    """``uuid`` is the form's own name for the comment, so that sending twice makes one."""

    guarded = "comment"
    body = forms.CharField(
        label=_("Write a comment"),
        help_text=_("Shown under your display name. Keep to the matter, not to people."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LENGTH[1], "data-count": LENGTH[1]}),
    )
    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"uuid": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_body(self) -> str:
        try:
            return sound(self.cleaned_data["body"])
        except ValidationError as error:
            raise ValidationError(error.messages) from error

    def clean_uuid(self) -> UUID:
        return self.cleaned_data["uuid"] or uuid4()
