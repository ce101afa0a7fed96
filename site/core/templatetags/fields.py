"""A Django form field in our markup: class, description, error and state of its widget."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def field_kind(field: BoundField) -> str:
    """Which markup the field needs: hidden, choices, tick, file, text (one or many lines of free text) or plain."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.EmailInput | forms.NumberInput | forms.URLInput | forms.PasswordInput):
        return "plain"
    return "text" if isinstance(widget, forms.TextInput | forms.Textarea) else "plain"


@register.filter
def counted(field: BoundField) -> bool:
    """Whether the field says how many characters there may be: free text with a limit that a person can meet."""
    return field_kind(field) == "text" and bool(getattr(field.field, "max_length", None))


@register.filter
def describedby(field: BoundField) -> str:
    """The ids of hint, counter and error, in the order in which they are read."""
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}-hint")
    if counted(field):
        ids.append(f"{field.auto_id}-count")
    if field.errors:
        ids.append(f"{field.auto_id}-error")
    return " ".join(ids)


@register.filter
def dressed(field: BoundField) -> SafeString:
    """The widget with our class, its description and whether it is in error."""
    classes = f"ds-input {field.field.widget.attrs.get('class', '')}".strip()
    return field.as_widget(attrs={"class": classes, "cols": False, **_described(field)})


@register.filter
def dressed_choice(choice: BoundWidget) -> SafeString:
    """One radio button or tick box of a group; the group carries the description."""
    choice.data["attrs"]["class"] = "ds-input"
    return choice.tag()


@register.filter
def named(label: object) -> str:
    """The label of a field before its error: a question stands as it is, a name gets a colon."""
    text = str(label)
    return text if text.endswith("?") else f"{text}:"


@register.filter
def error_count(form: forms.BaseForm) -> int:
    return sum(len(errors) for errors in form.errors.values())


def _described(field: BoundField) -> dict[str, Any]:
    ids = describedby(field)
    return {
        **({"aria-describedby": ids} if ids else {}),
        **({"aria-invalid": "true"} if field.errors else {}),
    }
