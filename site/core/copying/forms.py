"""What is typed to copy a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page


class CopyForm(forms.Form):
    """A title in each language that the page has, and where the copy is put. Subclasses word ``as_round``."""

    use_required_attribute = False  # what chooses the page is a hidden field, which takes none

    as_round = forms.BooleanField(required=False)

    def __init__(self, *args: Any, titles: dict[str, str], page: Page, as_round: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        above = type(page).allowed_parent_page_models()
        for language, title in titles.items():
            label = format_lazy("{}: {}", _("Title"), names[language])
            self.fields[f"title_{language}"] = forms.CharField(label=label, max_length=255, initial=title)
        self.fields["parent"] = forms.ModelChoiceField(
            label=_("Below the page"),
            queryset=Page.objects.filter(locale=page.locale_id).type(*above),
            initial=page.get_parent().pk,
            widget=AdminPageChooser(target_models=above),
        )
        self.fields["as_round"].initial = as_round
        self._languages = list(titles)

    @property
    def titles(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"title_{language}"] for language in self._languages}
