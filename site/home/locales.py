"""The languages of the settings as Wagtail's locales: the first is the source, the others follow it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.models import Locale
from wagtail_localize.models import LocaleSynchronization


def ensure_locales(sender: Any = None, using: str = "default", **kwargs: Any) -> None:
    """Run after migrations: a language added to the settings gets its locale, and its pages as aliases of the source
    ones. What an administrator has changed is left as it is."""
    if using != "default":
        return
    source, _made = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    for code, _name in settings.LANGUAGES:
        if code == source.language_code:
            continue
        locale, _made = Locale.objects.get_or_create(language_code=code)
        if not LocaleSynchronization.objects.filter(locale=locale).exists():
            _follow(locale, source)


def _follow(locale: Locale, source: Locale) -> None:
    """Saving would copy Wagtail's welcome page too: the tree is mirrored only where there is a municipality."""
    from .models import HomePage

    rows = LocaleSynchronization.objects.bulk_create([LocaleSynchronization(locale=locale, sync_from=source)])
    if HomePage.objects.filter(locale=source).exists():
        rows[0].sync_trees()
