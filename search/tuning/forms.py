"""What editors may write of synonyms and pins. Saving goes through the actions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from municipality.forms import SiteOwnedForm

from . import actions


class SynonymForm(SiteOwnedForm):
    def save(self, commit: bool = True) -> Any:
        row = super().save(commit=False)
        if commit:
            actions.keep_synonym(synonym=row, user=self.for_user)
        return row


class PinForm(SiteOwnedForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        page, site = cleaned.get("page"), cleaned.get("site") or self.instance.site
        if page is not None and page.get_site() != site:
            self.add_error("page", _("The page is another municipality's."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        row = super().save(commit=False)
        if commit:
            actions.keep_pin(pin=row, user=self.for_user)
        return row
