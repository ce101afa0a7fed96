"""Whose proposal it is, for staff who see it in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts import contact
from accounts.contact import Authored
from core.audit.words import uuids

from .admin.policy import visible_to


def _find(user: Any, key: str) -> Authored | None:
    row = visible_to(user).select_related("author").filter(uuid__in=uuids([key])).first()
    if row is None:
        return None
    author = row.author if row.author and row.author.is_active else None
    return Authored(site_id=row.site_id, author=author, url=reverse("proposals_admin:answer", args=[row.pk]))


def register() -> None:
    contact.register("proposal", _find)
