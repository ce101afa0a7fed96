"""When something falls due. Pure."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

WARNED_DAYS = 30  # before anything goes, unless the municipality says otherwise


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What falls due together. ``project_key``: one project's, or ``None`` for what belongs to none. ``before``: what was
    last touched earlier than this; ``None``: all of it, because the project's own time is over."""

    site_id: int
    project_key: UUID | None = None
    before: datetime | None = None


def months_before(moment: datetime, months: int) -> datetime:
    """The same day so many months earlier, or the last one of a shorter month."""
    return _shifted(moment, -months)


def months_after(moment: datetime, months: int) -> datetime:
    return _shifted(moment, months)


def scope_at(
    moment: datetime, *, site_id: int, months: int, project_key: UUID | None = None, ended: datetime | None = None
) -> Scope | None:
    """What has fallen due at a moment. A project that has an end counts from it, and nothing of it is due before; what
    is in no project, or in one without an end, counts from when each thing was last touched."""
    if project_key is not None and ended is not None:
        due = months_after(ended, months) <= moment
        return Scope(site_id=site_id, project_key=project_key) if due else None
    return Scope(site_id=site_id, project_key=project_key, before=months_before(moment, months))


def falls_at(now: datetime, warned_days: int) -> datetime:
    """When what is announced now goes."""
    return now + timedelta(days=warned_days)


def _shifted(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
