"""Themes of a page: kept by taggit, chosen from a list.

class NewsTheme(ThemeLink):
    content_object = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="theme_links")

class NewsPage(BasePage):
    themes = ThemesField(through=NewsTheme)
    base_form_class = ThemedPageForm
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from taggit.models import ItemBase

from .models import Theme


class ThemeLink(ItemBase):
    tag = models.ForeignKey(Theme, models.CASCADE, related_name="%(app_label)s_%(class)s_items")

    class Meta:
        abstract = True


class ThemesField(ClusterTaggableManager):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = {"verbose_name": _("themes"), "blank": True, "help_text": "", **kwargs}
        super().__init__(*args, **kwargs)

    def formfield(self, form_class: Any = None, **kwargs: Any) -> forms.ModelMultipleChoiceField:
        """Check boxes of themes instead of a field of words. `ThemedPageForm` narrows them to the municipality."""
        return forms.ModelMultipleChoiceField(
            queryset=Theme.objects.none(),
            required=not self.blank,
            label=capfirst(self.verbose_name),
            widget=forms.CheckboxSelectMultiple,
        )
