"""Choosing an area, or leaving it to the place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from municipality.models import Area

WHOLE = "whole"  # chosen: the matter concerns the whole municipality


class _Choices(ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        """Left to the place, the whole municipality, then the areas."""
        ready = super().__iter__()
        yield next(ready)
        yield WHOLE, _("The whole municipality")
        yield from ready


class AreaField(forms.ModelChoiceField):
    """An area, or ``None`` both when nothing was chosen and when the whole municipality was: what was sent tells."""

    iterator = _Choices

    def __init__(self, queryset: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(
            queryset,
            label=_("Area"),
            required=False,
            empty_label=_("As the place on the map tells"),
            error_messages={"invalid_choice": _("Choose one of the areas.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        return None if value == WHOLE else super().to_python(value)
