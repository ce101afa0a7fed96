"""Whether a municipality has strong identification."""

from __future__ import annotations

from .models import Provider


def provider_of(site_id: int | None) -> Provider | None:
    """What is offered to residents there. One query."""
    return Provider.objects.filter(site_id=site_id, is_on=True).first() if site_id else None


def is_offered(site_id: int | None) -> bool:
    return Provider.objects.filter(site_id=site_id, is_on=True).exists() if site_id else False
