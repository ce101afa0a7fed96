"""Who did what to what. Written by actions, in the transaction of the change itself."""

from __future__ import annotations

from typing import Any

from .models import AuditRow


def record(
    *,
    site_id: int | None,
    actor_id: int | None,
    verb: str,
    kind: str,
    key: object,
    subject_id: int | None = None,
    **detail: Any,
) -> AuditRow:
    """Write one row. ``verb`` and ``kind`` are short and stable («proposal.publish», «proposal»); ``key`` identifies
    the thing; ``subject_id`` is the person whose content or data it is; ``detail`` holds facts, never a resident's text
    or address."""
    return AuditRow.objects.create(
        site_id=site_id, actor_id=actor_id, verb=verb, kind=kind, key=str(key), subject_id=subject_id, detail=detail
    )
