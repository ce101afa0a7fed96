"""How the site is, for whoever watches over it. Each app registers what it looks at; `manage.py health` tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

LATE = timedelta(minutes=10)  # that a task has waited when its worker must be away


@dataclass(frozen=True)
class Finding:
    """``says`` names numbers and states, never people or addresses."""

    ok: bool
    says: str


Probe = Callable[[], Finding]
_probes: dict[str, Probe] = {}


def register(name: str, probe: Probe) -> None:
    """``probe`` is quick, and asks nothing that may hang."""
    _probes[name] = probe


def findings() -> dict[str, Finding]:
    """Of every probe, in the order of registering; of the database alone when that is away."""
    found = {"database": _database()}
    if found["database"].ok:
        found |= {name: probe() for name, probe in {"tasks": _tasks, **_probes}.items()}
    return found


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        return Finding(False, f"does not answer ({type(problem).__name__})")
    return Finding(True, f"{connection.vendor} answers")


def _tasks() -> Finding:
    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    failed = DBTaskResult.objects.failed().filter(enqueued_at__gt=timezone.now() - timedelta(days=1)).count()
    late = oldest is not None and timezone.now() - oldest > LATE
    return Finding(not late, f"{waiting.count()} waiting, {failed} of the last day failed")
