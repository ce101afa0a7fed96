"""Addresses that more than views need."""

from __future__ import annotations

from django.urls import reverse

from .queries import Consultation


def write_url(found: Consultation, section: str = "") -> str:
    """Where one writes about a section, or the whole."""
    url = reverse("consultations:write", args=[found.key])
    return f"{url}?section={section}" if section else url
