"""Forms of the admin for what belongs to a municipality."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm

from . import colours, destinations
from .models import Theme
from .models.settings import SHARE_SERVICES
from .rights import sites_of


class SiteOwnedForm(WagtailAdminModelForm):
    """Offers the editor's own municipalities only, and does not ask when there is one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        field.queryset = sites_of(self.for_user, self._meta.model)
        sites = list(field.queryset[:2])
        if len(sites) == 1:
            del self.fields["site"]
            self.instance.site = sites[0]

    def _get_validation_exclusions(self) -> set[str]:
        """What must be unique in a municipality is checked also when the municipality is not asked."""
        return super()._get_validation_exclusions() - {"site"}


class SettingsForm(WagtailAdminModelForm):
    share_services = forms.MultipleChoiceField(
        label=_("sharing"), choices=SHARE_SERVICES, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for mode in colours.MODES:
            for name in colours.NAMES:
                self.fields[f"{mode}_{name}"].widget = forms.TextInput(attrs={"type": "color"})


class PlaceSelect(forms.Select):
    """The named parts of the site, as they are when the form is shown."""

    @property
    def choices(self) -> Any:
        return destinations.choices()

    @choices.setter
    def choices(self, value: Any) -> None:
        """Whatever the form would set: the parts are known."""


class ThemedPageForm(WagtailAdminPageForm):
    """For page types with `themes`: offers those of the page's own municipality, which is `site`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance if self.instance.path else self.parent_page
        self.site = page.get_site() if page else None
        if "themes" in self.fields:
            self.fields["themes"].queryset = Theme.objects.filter(site=self.site)
