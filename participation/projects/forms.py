"""The form of a project page in the admin."""

from __future__ import annotations

from typing import Any

from municipality.forms import ThemedPageForm
from municipality.models import Area


class ProjectPageForm(ThemedPageForm):
    """Offers the municipality's own areas, beside its own themes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "area" in self.fields:
            self.fields["area"].queryset = Area.objects.filter(site=self.site)
