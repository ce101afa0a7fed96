"""The form a table of proposals is given with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from participation.registry import Project

MOST_BYTES = 300 * 1024 * 1024


class ImportForm(forms.Form):
    """Offers the projects of each municipality that the person may bring proposals to."""

    project = forms.ChoiceField(
        label=_("Project"),
        help_text=_("The proposals are published there. The project itself must be published."),
        error_messages={"required": _("Choose the project."), "invalid_choice": _("Choose one of the projects.")},
    )
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("UTF-8 or Windows-1252; commas, semicolons or tabs."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[Site, Sequence[Project]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(str(site.site_name), [(str(p.key), p.title) for p in projects]) for site, projects in offered]
        choices = groups if len(groups) > 1 else [choice for _site, rows in groups for choice in rows]
        field: Any = self.fields["project"]
        field.choices = [("", "–"), *choices] if sum(len(rows) for _site, rows in groups) > 1 else choices
        self._sites = {str(p.key): site for site, projects in offered for p in projects}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            most = filesizeformat(MOST_BYTES)
            raise ValidationError(_("The file is too large (at most %(most)s). Part it in two."), params={"most": most})
        return file

    @property
    def place(self) -> tuple[int, UUID]:
        """Municipality and project that were chosen."""
        key = self.cleaned_data["project"]
        return self._sites[key].pk, UUID(key)
