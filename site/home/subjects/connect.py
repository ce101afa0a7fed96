"""Where the pages of themes and areas join search."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from search.registry import Subject, register_subject


def register() -> None:
    """Suggestions lead to them."""
    register_subject("theme", Subject(label=_("Theme"), url=lambda slug: reverse("subjects:theme", args=[slug])))
    register_subject("area", Subject(label=_("Area"), url=lambda slug: reverse("subjects:area", args=[slug])))
