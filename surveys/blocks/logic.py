"""Conditions in the admin. They are shared between languages: nothing in them is translated."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

OPS = [
    ("any", _("one of these was chosen")),
    ("all", _("all of these were chosen")),
    ("none", _("none of these was chosen")),
    ("answered", _("it was answered")),
    ("unanswered", _("it was not answered")),
    ("at_least", _("the number is at least")),
    ("at_most", _("the number is at most")),
]


class SharedBlock(blocks.CharBlock):
    """A line that is the same in every language."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing: it is written for the survey, not for who reads it."""
        return []

    def deconstruct(self) -> Any:
        """To migrations it is the line it is."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, kwargs


class PickedBlock(SharedBlock):
    """The id of a question or page, or ids of options, chosen from what stands in the form (`js/admin/surveys.js`)."""

    def __init__(self, *, picks: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        told = {"data-survey-picks": picks, "data-end": _("The check before sending")}
        self.field.widget = forms.TextInput(attrs={**self.field.widget.attrs, **told})

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {name: value for name, value in kwargs.items() if name != "picks"}


class ClauseBlock(blocks.StructBlock):
    question = PickedBlock(picks="question", label=_("Question"))
    op = blocks.ChoiceBlock(label=_("When"), choices=OPS, default="any", search_index=False)
    values = PickedBlock(picks="values", label=_("Alternatives or number"), required=False)

    class Meta:
        icon = "tick"
        label = _("Condition")
        label_format = "{op}"  # ids tell nothing


class ConditionBlock(blocks.StructBlock):
    """Empty: always."""

    any_of = blocks.BooleanBlock(label=_("One of the conditions is enough"), required=False)
    clauses = blocks.ListBlock(ClauseBlock(), default=[], label=_("Conditions"))

    class Meta:
        icon = "view"
        label = _("Shown only when")
        collapsed = True


class JumpBlock(blocks.StructBlock):
    to = PickedBlock(picks="page", label=_("Go to"))
    condition = ConditionBlock(label=_("When"), required=False)

    class Meta:
        icon = "redirect"
        label = _("Jump")
        label_format = "{condition}"
