"""What a phase allows: a list of activities in one column, boxes to tick in forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.phases import Activity


class ActivitiesField(models.JSONField):
    description = _("What a phase allows")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        known = {activity.value for activity in Activity}
        if not isinstance(value, list) or not set(value) <= known:
            raise ValidationError(_("Choose from the activities there are."))

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=Activity.choices(),
            required=False,
            label=kwargs.get("label") or self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
