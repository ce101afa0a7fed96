"""The trial and the import as long work of the admin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from core.jobs import actions as jobs
from core.jobs import registry
from core.jobs.models import Job
from core.jobs.running import Work

from .. import actions
from ..models import Import, ImportProblem
from .ground import ground_of
from .rules import Problem, Sound
from .running import Summary, run
from .sheet import SheetError

TRY, IMPORT = "proposals.try_import", "proposals.import"


def register() -> None:
    for kind, work in ((TRY, try_out), (IMPORT, bring_in)):
        registry.register(kind, work, template="proposals/admin/import_worked.html")


def start(*, kind: str, intake: Import, user: User) -> Job:
    return jobs.start(
        kind=kind, user=user, site=intake.site, title=intake.file_name, params={"import": str(intake.uuid)}
    )


def try_out(work: Work) -> dict[str, Any]:
    """Read and judge every row, add none."""
    intake = _intake(work)
    if intake.stage in (Import.Stage.GIVEN, Import.Stage.TRIED):
        _run(work, intake, dry=True)
    return {"import": str(intake.uuid)}


def bring_in(work: Work) -> dict[str, Any]:
    """Add what can be added. Begun anew after a crash, it goes on from there."""
    intake = _intake(work)
    if intake.stage != Import.Stage.DONE:
        _run(work, intake, dry=False)
    return {"import": str(intake.uuid)}


def _intake(work: Work) -> Import:
    return Import.objects.select_related("site__root_page__locale").get(uuid=work.params["import"])


def _run(work: Work, intake: Import, *, dry: bool) -> None:
    now = timezone.now()
    intake.problems.all().delete()
    try:
        with intake.file.open("rb") as stream:
            summary = run(
                stream,
                intake=intake,
                ground=ground_of(intake.site, intake.project_key, now),
                user=work.user,
                dry=dry,
                begin=None if dry else lambda: actions.begin_import(intake=intake, user=work.user),
                progress=work.progress,
                refuse=lambda problems: _keep(intake, problems),
            )
    except SheetError as error:
        intake.about = {"error": {"code": error.code, "params": error.params}}
        intake.added = 0 if dry else intake.proposals.count()  # before what could not be read
    else:
        _tell(intake, summary, dry)
    _conclude(intake, work, now, dry)


def _keep(intake: Import, problems: Sequence[Problem]) -> None:
    ImportProblem.objects.bulk_create(
        ImportProblem(of=intake, line=one.line, column=one.column, code=one.code, params=dict(one.params))
        for one in problems
    )


def _tell(intake: Import, summary: Summary, dry: bool) -> None:
    """Of an import that was begun twice, what the first half added counts as added."""
    intake.added = summary.added if dry else intake.proposals.count()
    intake.known = summary.added + summary.known - intake.added
    intake.refused = summary.refused
    intake.about = {
        "encoding": summary.encoding,
        "unknown": summary.unknown[:50],
        "sample": [_look(row) for row in summary.sample],
    }


def _conclude(intake: Import, work: Work, now: datetime, dry: bool) -> None:
    if dry:
        intake.stage = Import.Stage.TRIED
        intake.save()
    else:
        actions.end_import(intake=intake, user=work.user, now=now)


def _look(row: Sound) -> dict[str, Any]:
    return {
        "line": row.line,
        "title": row.title,
        "body": row.body[:300],
        "language": row.language,
        "author": row.author,
        "created": row.created.isoformat(),
        "theme": row.theme_id,
        "place": row.lat is not None,
        "supports": row.supports,
    }
