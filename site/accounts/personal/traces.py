"""What people leave behind in the workings of the site: long works, mails on their way, the audit trail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from core.audit import words
from core.jobs.models import Job
from core.models import AuditRow

from .registry import Basis, Leaving, Personal, each, register, stays


def _work(job: Job) -> Mapping[str, Any]:
    return {"title": job.title, "state": job.get_state_display(), "at": job.created_at, "ended_at": job.ended_at}


def _drop_works(leaving: Leaving) -> None:
    for job in Job.objects.filter(user=leaving.user).iterator(500):
        for file in filter(None, (job.file, job.result_file)):
            file.delete(save=False)
        job.delete()


def mails_to(address: str) -> QuerySet[DBTaskResult]:
    """Mails that wait in the queue or were sent lately: their address is among the task's arguments."""
    if not address:  # somebody whom the service desk wrote down
        return DBTaskResult.objects.none()
    rows = DBTaskResult.objects.annotate(given=Cast("args_kwargs", TextField()))
    return rows.filter(task_path="core.mail.deliver", given__contains=json.dumps(address)).order_by("enqueued_at")


def _mail(task: DBTaskResult) -> Mapping[str, Any]:
    return {"subject": task.args_kwargs["args"][1], "at": task.enqueued_at}


def _drop_mails(leaving: Leaving) -> None:
    mails_to(leaving.address).delete()


def _trail(user: User) -> QuerySet[AuditRow]:
    return AuditRow.objects.filter(Q(actor_id=user.pk) | Q(behalf_id=user.pk) | Q(subject_id=user.pk))


def _trace(row: AuditRow) -> Mapping[str, Any]:
    """What and when; who else did it is not the person's own data."""
    return {"at": row.at, "what": words.verb(row.verb), "kind": words.kind(row.kind)}


def register_traces() -> None:
    register(
        Personal(
            model="core.Job",
            title=_("Long works"),
            rows=lambda user: Job.objects.filter(user=user),
            export=each(_work),
            erase=_drop_works,
            why=_("Tables, imports and packages of own data that you have ordered."),
            kept=_("A week."),
        )
    )
    register(
        Personal(
            model="django_tasks_database.DBTaskResult",
            title=pgettext_lazy("own data", "Mails to you"),
            rows=lambda user: mails_to(user.email),
            export=each(_mail),
            erase=_drop_mails,
            why=_("So that mail reaches you although the mail server has a pause."),
            kept=_("Two days; a mail that could not be sent for 30 days."),
        )
    )
    register(
        Personal(
            model="core.AuditRow",
            title=_("Audit trail"),
            rows=_trail,
            export=each(_trace),
            erase=stays,
            why=_("So that it can be shown afterwards who did what, and who saw whose data."),
            kept=_("As long as the municipality’s records plan says."),
            gone=_("Stays with a number alone, which leads to nobody once the account is gone."),
            basis=Basis.LAW,
        )
    )
