"""Texts in every language side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import override

Text = Mapping[str, str]  # by the code of the language
NOTHING: Text = {}


def say(text: Text, language: str, source: str = "") -> str:
    """The text in a language; where it is missing, in the ``source`` language, else in any. Empty for no text."""
    return text.get(language) or text.get(source) or next((words for words in text.values() if words), "")


def in_every_language(words: Any) -> Text:
    """A text of ours, lazily translated, in every language of the installation."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = str(words)
    return found
