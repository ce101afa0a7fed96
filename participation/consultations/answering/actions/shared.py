"""What the actions of staff share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.models import User
from core import audit


def note(site_id: int, key: UUID, user: User | None, verb: str, **detail: Any) -> None:
    """The row «consultation.…» of the audit trail."""
    audit.record(
        site_id=site_id,
        actor_id=user.pk if user else None,
        verb=f"consultation.{verb}",
        kind="consultation",
        key=key,
        **detail,
    )
