"""Where projects hear of what Wagtail does."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from core.pages import is_first_publishing

from . import telling
from .models import ProjectPage


def tell_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Wagtail has published a page, by hand or by the clock."""
    if isinstance(instance, ProjectPage):
        telling.published(instance, now=timezone.now(), first=is_first_publishing(instance))
