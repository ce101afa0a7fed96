"""Where preview links follow what happens to their pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_unpublished

from . import actions


def _after_unpublish(sender: Any, instance: Page, **kwargs: Any) -> None:
    actions.end_links(page=instance, now=timezone.now())


def connect() -> None:
    page_unpublished.connect(_after_unpublish, dispatch_uid="home.sharing.unpublished")
