"""Whose text a case is about, for moderators who see the case."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts import contact
from accounts.contact import Authored
from core.audit.words import numbers

from .queries import visible_to


def _find(user: Any, key: str) -> Authored | None:
    row = visible_to(user).select_related("author").filter(pk__in=numbers([key])).first()
    if row is None:
        return None
    author = row.author if row.author and row.author.is_active else None
    return Authored(site_id=row.site_id, author=author, url=reverse("moderation_admin:case", args=[row.pk]))


def register() -> None:
    contact.register("case", _find)
