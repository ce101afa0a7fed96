"""Languages of content are few and hardly ever change, but Wagtail asks the database for the active one at every link."""

from __future__ import annotations

import time
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale
from wagtail.models.i18n import LocaleManager

KEPT = 30.0  # seconds: how late another process sees a new language
_known: dict[str, tuple[float, Locale]] = {}
_codes: dict[int, str] = {}
_ask = LocaleManager.get_for_language


def remember() -> None:
    """Have `Locale.objects.get_for_language`, and so `Locale.get_active`, ask once and not at every call."""
    LocaleManager.get_for_language = _remembered
    for signal in (post_save, post_delete):
        signal.connect(forget, sender=Locale, dispatch_uid="core.locales.forget")


def forget(**kwargs: Any) -> None:
    _known.clear()
    _codes.clear()


def code_of(locale_id: int) -> str:
    """The language code of a locale. Raises KeyError for an id that there is not."""
    if locale_id not in _codes:
        _codes.update(Locale.objects.values_list("pk", "language_code"))
    return _codes[locale_id]


def _remembered(self: LocaleManager, language_code: str) -> Locale:
    """Raises Locale.DoesNotExist for a language without content."""
    kept = _known.get(language_code)
    if kept is None or kept[0] < time.monotonic():
        kept = _known[language_code] = (time.monotonic() + KEPT, _ask(self, language_code))
    return kept[1]
