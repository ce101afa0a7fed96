"""Wagtail tells when pages and sites change: menus and footers show their titles and addresses."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .models import touch


def _something_changed(sender: Any, **kwargs: Any) -> None:
    touch()


def connect() -> None:
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_something_changed, dispatch_uid="municipality.touch")
    post_delete.connect(_something_changed, sender=Page, dispatch_uid="municipality.touch.page")
    post_save.connect(_something_changed, sender=Site, dispatch_uid="municipality.touch.site")
