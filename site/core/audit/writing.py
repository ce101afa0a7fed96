"""Rows of the trail. Actions write them, in the transaction of the change itself; views write that something was read."""

from __future__ import annotations

from typing import Any

from core import behalf
from core.models import AuditRow


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
    or address. What is done in somebody's name (`core.behalf`) is written as done by who really did it, and in whose
    name."""
    acting = behalf.now()
    in_name = acting is not None and actor_id == acting.person_id
    return AuditRow.objects.create(
        site_id=site_id,
        actor_id=acting.actor_id if acting and in_name else actor_id,
        behalf_id=acting.person_id if acting and in_name else None,
        verb=verb,
        kind=kind,
        key=str(key),
        subject_id=subject_id,
        detail={**detail, "via": acting.via} if acting and in_name else detail,
    )


def record_reading(
    *,
    site_id: int | None,
    actor_id: int | None,
    what: str,
    kind: str,
    key: object,
    subject_id: int | None = None,
    **detail: Any,
) -> AuditRow:
    """Write that staff saw personal data, before it is shown. ``what`` was seen is a short stable word («contact»,
    «people»), which makes the verb «read.contact»; ``kind`` and ``key`` say where; ``subject_id`` whose it is, when it
    is one person's."""
    return record(
        site_id=site_id,
        actor_id=actor_id,
        verb=f"read.{what}",
        kind=kind,
        key=key,
        subject_id=subject_id,
        **detail,
    )
