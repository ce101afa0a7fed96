"""The form an export is given with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

MOST_BYTES = 500 * 1024 * 1024


class WordPressForm(forms.Form):
    """Does not ask for the municipality when there is one."""

    municipality = forms.ChoiceField(
        label=_("Municipality"), error_messages={"required": _("Choose the municipality.")}
    )
    file = forms.FileField(
        label=_("WordPress export (XML)"),
        help_text=_("In WordPress: Tools → Export → All content."),
        widget=forms.FileInput(attrs={"accept": ".xml,text/xml,application/xml"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, sites: Sequence[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites = {str(site.pk): site for site in sites}
        if len(sites) == 1:
            del self.fields["municipality"]
        else:
            field: Any = self.fields["municipality"]
            field.choices = [("", "–"), *((key, str(site.site_name)) for key, site in self.sites.items())]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            most = filesizeformat(MOST_BYTES)
            raise ValidationError(_("The file is too large (at most %(most)s). Part it in two."), params={"most": most})
        return file

    @property
    def site(self) -> Site:
        return self.sites[self.cleaned_data.get("municipality") or next(iter(self.sites))]
