"""Words in paragraphs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.text import tidy

from .short_text import ShortText


class LongText(ShortText):
    name = "long_text"
    label = _("Long text")
    most = 4000

    def tidied(self, text: str) -> str:
        return tidy(text)
