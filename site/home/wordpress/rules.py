"""Who may bring in pages. Pure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.refusal import Refusal


def why_not_bring_in(may_add_pages: bool) -> Refusal | None:
    """``may_add_pages``: below the municipality's front page."""
    return None if may_add_pages else Refusal("role", _("Your role does not include adding pages."))
