"""What a phase allows and whom: lists in one column, boxes to tick in forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.eligibility.rules import WHO
from participation.phases import Activity


class TickedField(models.JSONField):
    """Any of the choices of `offered`, or none."""

    wrong: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def offered(self) -> list[tuple[str, Any]]:
        raise NotImplementedError

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not isinstance(value, list) or not set(value) <= {name for name, _label in self.offered()}:
            raise ValidationError(self.wrong)

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=self.offered(),
            required=False,
            label=kwargs.get("label") or self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )


class ActivitiesField(TickedField):
    description = _("What a phase allows")
    wrong = _("Choose from the activities there are.")

    def offered(self) -> list[tuple[str, Any]]:
        return Activity.choices()


class WhoField(TickedField):
    description = _("Whom a phase allows")
    wrong = _("Choose from those there are.")

    def offered(self) -> list[tuple[str, Any]]:
        return WHO
