"""The main menu of a municipality, the same in every language, in the editor's order."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from .links import LinkMixin
from .touch import touch


@register_setting(icon="list-ul", order=20)
class MainMenu(ClusterableModel, BaseSiteSetting):
    class Meta:
        verbose_name = _("main menu")
        verbose_name_plural = _("main menus")

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        touch(self.site_id)


class MenuItem(LinkMixin, Orderable):
    menu = ParentalKey(MainMenu, on_delete=models.CASCADE, related_name="items")

    class Meta(Orderable.Meta):
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")
