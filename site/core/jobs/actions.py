"""Every write about long work."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import IO, Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Site

from core import audit

from . import registry
from .models import Job
from .running import Work

logger = logging.getLogger(__name__)
QUEUE = "long"  # has a worker of its own: mail does not wait for it
KEPT = timedelta(days=7)


@transaction.atomic
def start(
    *,
    kind: str,
    user: Any,
    title: str,
    params: Mapping[str, Any] | None = None,
    site: Site | None = None,
    file: IO[bytes] | None = None,
) -> Job:
    """Begin work of a registered kind once the transaction is through. ``params`` is JSON. Raises LookupError for an
    unknown kind."""
    if registry.get(kind) is None:
        raise LookupError(f"no such kind of work: {kind}")
    job = Job(kind=kind, user=user, site=site, title=title[:200], params=dict(params or {}), language=get_language())
    if file is not None:
        job.file.save("file", File(file), save=False)
    job.save()
    audit.record(
        site_id=site.pk if site else None, actor_id=user.pk, verb="job.start", kind="job", key=job.uuid, of=kind
    )
    transaction.on_commit(lambda: carry_out.enqueue(job.pk))
    return job


@transaction.atomic
def again(*, job: Job) -> None:
    """Start anew what failed or whose worker has died; nothing happens while it runs."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state == Job.State.FAILED or job.is_stalled:
        job.state, job.done, job.total, job.seen_at, job.ended_at = Job.State.WAITING, 0, None, timezone.now(), None
        job.save()
        transaction.on_commit(lambda: carry_out.enqueue(job.pk))


@task(queue_name=QUEUE)
def carry_out(job_id: int) -> None:
    """Do the work, unless another worker is on it. What went wrong is logged, and said on the work's page."""
    job = Job.objects.select_related("user", "site").filter(pk=job_id).first()
    kind = registry.get(job.kind) if job else None
    if job is None or kind is None:
        return
    waiting = Job.objects.filter(pk=job_id, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.RUNNING, seen_at=timezone.now()):
        return
    with override(job.language):
        try:
            result, state = kind.run(Work(job)), Job.State.DONE
        except Exception:
            logger.exception("The work %s failed", job.kind)
            result, state = {"error": _("Something went wrong, and the work was not finished.")}, Job.State.FAILED
    now = timezone.now()
    Job.objects.filter(pk=job_id).update(state=state, result=result, ended_at=now, seen_at=now)


def purge(*, now: datetime) -> int:
    """Delete works older than a week with their files. Returns how many."""
    old = list(Job.objects.filter(created_at__lt=now - KEPT))
    for job in old:
        for file in (job.file, job.result_file):
            if file:
                file.delete(save=False)
        job.delete()
    return len(old)
