"""Who sent an opinion and where the reply goes, for staff who give a reason."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts import contact
from accounts.contact import Authored
from core.audit.words import uuids

from .policy import opinions_for


def _find(user: Any, key: str) -> Authored | None:
    row = opinions_for(user).select_related("author", "contact").filter(key__in=uuids([key])).first()
    if row is None:
        return None
    kept = getattr(row, "contact", None)
    given = "\n".join(filter(None, [kept.full_name, kept.street, kept.email])) if kept else ""
    author = row.author if row.author and row.author.is_active else None
    url = reverse("opinions_admin:opinion", args=[row.pk])
    return Authored(site_id=row.site_id, author=author, url=url, given=given)


def register() -> None:
    contact.register("opinion", _find)
