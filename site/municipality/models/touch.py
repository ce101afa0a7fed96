"""Every process keeps what pages show of their municipality until it is told that something changed."""

from __future__ import annotations

import uuid

from django.apps import apps


def touch(site_id: int | None = None) -> None:
    """Have every process read the municipality anew; without a site, all municipalities."""
    rows = apps.get_model("municipality", "MunicipalitySettings")._default_manager.all()
    if site_id is not None:
        rows = rows.filter(site_id=site_id)
    rows.update(version=uuid.uuid4())
