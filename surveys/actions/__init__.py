"""Every write."""

from .answering import begin, change, discard, keep, purge_drafts, send
from .making import freeze
from .theming import add_theme, drop_theme, give_themes

__all__ = [
    "add_theme",
    "begin",
    "change",
    "discard",
    "drop_theme",
    "freeze",
    "give_themes",
    "keep",
    "purge_drafts",
    "send",
]
