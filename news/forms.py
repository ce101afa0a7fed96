"""The form of a news page in the admin."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from municipality.forms import ThemedPageForm
from participation import registry


class NewsPageForm(ThemedPageForm):
    """Offers the municipality's own published projects."""

    project_key = forms.TypedChoiceField(label=_("Project"), required=False, coerce=UUID, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = registry.projects(self.site.pk) if self.site else []
        self.fields["project_key"].choices = [("", "–"), *((str(project.key), project.title) for project in found)]
