"""How the site is, for whoever watches over it. Each app registers what it looks at; `manage.py health` tells in English,
and the admin in the reader's language (`home.state`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tasks_db.models import DBTaskResult

LATE = timedelta(minutes=10)  # that a task has waited when its worker must be away


@dataclass(frozen=True)
class Step:
    """What helps, and the command that does it, if one does."""

    text: str
    command: str = ""


@dataclass(frozen=True)
class Finding:
    """``facts`` are sentences in the active language, with numbers and states, never people or addresses. ``steps`` are
    there when it is not ``ok``."""

    ok: bool
    facts: tuple[str, ...]
    steps: tuple[Step, ...] = ()

    @property
    def says(self) -> str:
        return " ".join(self.facts)


Probe = Callable[[], Finding]
_probes: dict[str, Probe] = {}
_labels: dict[str, Promise | str] = {
    "database": gettext_lazy("Database"),
    "tasks": gettext_lazy("Background tasks"),
}


def register(name: str, probe: Probe, label: Promise | str) -> None:
    """``probe`` is quick, and asks nothing that may hang."""
    _probes[name] = probe
    _labels[name] = label


def label(name: str) -> str:
    return str(_labels[name])


def findings() -> dict[str, Finding]:
    """Of every probe, in the order of registering; of the database alone when that is away."""
    found = {"database": _database()}
    if found["database"].ok:
        found |= {name: probe() for name, probe in {"tasks": _tasks, **_probes}.items()}
    return found


def longest_wait(since: datetime | None) -> tuple[str, ...]:
    """The fact of it; none when nothing waits."""
    return (_("Longest wait: %(time)s.") % {"time": timesince(since, depth=1)},) if since else ()


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        return Finding(False, (_("The database does not answer (%(problem)s).") % {"problem": type(problem).__name__},))
    return Finding(True, (_("%(database)s answers.") % {"database": connection.display_name},))


def _tasks() -> Finding:
    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    number = waiting.count()
    failed = DBTaskResult.objects.failed().filter(enqueued_at__gt=timezone.now() - timedelta(days=1)).count()
    facts = (
        ngettext("%(number)s task waits.", "%(number)s tasks wait.", number) % {"number": number},
        *longest_wait(oldest),
        ngettext("%(number)s failed within a day.", "%(number)s failed within a day.", failed) % {"number": failed},
    )
    if oldest is None or timezone.now() - oldest <= LATE:
        return Finding(True, facts)
    away = Step(_("Nobody does the tasks. See that the server runs whole, or start a worker:"), "manage.py db_worker")
    return Finding(False, facts, (away,))
