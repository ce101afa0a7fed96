"""A short text in every language of the installation, kept in one column and edited in one form.

Pages are translated page by page with wagtail-localize. What is only a few words (a municipality's name, a menu
item, a theme) reads better side by side, so it is a mapping of language code to text.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _


def language_choices() -> list[tuple[str, Any]]:
    """The installation's languages, for a field's ``choices``: named so, a third language changes no migration."""
    return list(settings.LANGUAGES)


class LocalizedText(dict[str, str]):
    """Texts by language code. ``str()`` gives the one to show now; `shown` also tells its language."""

    def shown(self, language: str | None = None) -> tuple[str, str]:
        """Return ``(text, language)``: the wanted language, else the first that has a text, else two empty strings."""
        wanted = language or get_language() or settings.LANGUAGE_CODE
        for code in (wanted, *(code for code, _name in settings.LANGUAGES)):
            if self.get(code):
                return self[code], code
        return "", ""

    def __str__(self) -> str:
        return self.shown()[0]

    def __html__(self) -> str:
        """Marked with its language when that is not the page's."""
        text, language = self.shown()
        if not text or language == get_language():
            return format_html("{}", text)
        return format_html('<span lang="{}">{}</span>', language, text)

    def __bool__(self) -> bool:
        return any(self.values())


class LocalizedWidget(forms.MultiWidget):
    template_name = "core/widgets/localized.html"

    def __init__(self, long: bool = False, attrs: dict[str, Any] | None = None) -> None:
        self.codes = [code for code, _name in settings.LANGUAGES]
        widget = forms.Textarea if long else forms.TextInput
        rows = {"rows": 4} if long else {}
        super().__init__({code: widget(attrs={"lang": code, **rows}) for code in self.codes}, attrs)

    def decompress(self, value: Any) -> list[str]:
        return [(value or {}).get(code, "") for code in self.codes]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for subwidget, (_code, label) in zip(context["widget"]["subwidgets"], settings.LANGUAGES, strict=True):
            subwidget["language_label"] = label
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class LocalizedFormField(forms.MultiValueField):
    def __init__(self, *, long: bool = False, max_length: int | None = None, **kwargs: Any) -> None:
        self.codes = [code for code, _name in settings.LANGUAGES]
        kwargs.pop("encoder", None), kwargs.pop("decoder", None)
        kwargs["widget"] = LocalizedWidget(long)
        fields = [forms.CharField(required=False, max_length=max_length) for _code in self.codes]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> LocalizedText:
        return LocalizedText({code: text for code, text in zip(self.codes, data_list, strict=False) if text})


class LocalizedField(models.JSONField):
    """`LocalizedText`. ``max_length`` is per language; ``long=True`` gives text areas in forms."""

    description = _("Text in every language")

    def __init__(self, *args: Any, long: bool = False, max_length: int | None = None, **kwargs: Any) -> None:
        self.long, self.text_length = long, max_length
        kwargs.setdefault("default", LocalizedText)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.long:
            kwargs["long"] = True
        if self.text_length:
            kwargs["max_length"] = self.text_length
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> LocalizedText:
        return LocalizedText(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> LocalizedText:
        return LocalizedText(value or {})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = LocalizedText(getattr(model_instance, self.attname) or {})
        setattr(model_instance, self.attname, value)
        return value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        unknown = set(value or {}) - {code for code, _name in settings.LANGUAGES}
        if unknown:
            raise ValidationError(gettext("Unknown language: %(codes)s."), params={"codes": ", ".join(sorted(unknown))})
        if not self.blank and not LocalizedText(value or {}):
            raise ValidationError(gettext("Write this in at least one language."), code="required")

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", LocalizedFormField)
        return models.Field.formfield(
            self, **{"long": self.long, "max_length": self.text_length, "required": not self.blank, **kwargs}
        )
