"""Fields that the desk fills in quickly: no counter below them, and nothing that the browser remembers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator


def line(longest: int, **kwargs: Any) -> forms.CharField:
    """A line of text of so many characters at most."""
    widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": longest})
    return forms.CharField(**{"widget": widget, "validators": [MaxLengthValidator(longest)], **kwargs})
