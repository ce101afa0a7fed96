"""The trial and the import, with what they find kept in the database: as long work of the admin, and for the command."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from django.utils import timezone

from core.jobs import actions as jobs
from core.jobs import registry
from core.jobs.models import Job
from core.jobs.running import Work
from home.models import WordPressFinding, WordPressImport

from . import actions
from .ground import ground_of
from .plan import Note
from .reader import ExportError
from .running import Progress, Run

TRY, IMPORT = "wordpress.try", "wordpress.import"
BATCH = 200


def register() -> None:
    for kind, work in ((TRY, try_out), (IMPORT, bring_in)):
        registry.register(kind, work, template="home/admin/wordpress_worked.html")


def start(*, kind: str, intake: WordPressImport, user: Any) -> Job:
    return jobs.start(
        kind=kind, user=user, site=intake.site, title=intake.file_name, params={"import": str(intake.uuid)}
    )


def try_out(work: Work) -> dict[str, Any]:
    """Read every post and tell what will need a hand; make no page."""
    intake = _intake(work)
    if intake.stage in (WordPressImport.Stage.GIVEN, WordPressImport.Stage.TRIED):
        with intake.file.open("rb") as stream:
            carry_out(stream, intake=intake, user=work.user, dry=True, progress=work.progress)
        intake.stage = WordPressImport.Stage.TRIED
        intake.save()
    return {"import": str(intake.uuid)}


def bring_in(work: Work) -> dict[str, Any]:
    """Make the drafts. Begun anew after a crash, it goes on from there."""
    intake = _intake(work)
    if intake.stage != WordPressImport.Stage.DONE:
        with intake.file.open("rb") as stream:
            carry_out(stream, intake=intake, user=work.user, dry=False, progress=work.progress)
    return {"import": str(intake.uuid)}


def carry_out(
    stream: IO[bytes], *, intake: WordPressImport, user: Any, dry: bool, progress: Progress | None = None
) -> None:
    """Fill in ``intake`` (of a trial: not saved) and its findings. A file that cannot be read leaves an ``error`` in
    ``about``, and no page. Raises Refused."""
    intake.findings.all().delete()
    findings = _Findings(intake)
    run = Run(stream, intake=intake, ground=ground_of(intake.site), user=user, tell=findings.tell, dry=dry)
    try:
        run.read()
        if not dry:
            actions.begin(intake=intake, user=user)
        summary = run.carry_out(progress)
    except ExportError as error:
        intake.about = {"error": {"code": error.code, "params": error.params}}
        return
    findings.flush()
    intake.added = summary.added if dry else intake.pages.filter(filled=True).count()
    intake.known = summary.added + summary.known - intake.added
    intake.about = {"base": summary.base, "left_out": dict(summary.left_out.most_common(30))}
    if not dry:
        actions.end(intake=intake, user=user, now=timezone.now())


def _intake(work: Work) -> WordPressImport:
    return WordPressImport.objects.select_related("site__root_page__locale").get(uuid=work.params["import"])


class _Findings:
    """Keeps what needs a hand, some hundreds at a time."""

    def __init__(self, intake: WordPressImport) -> None:
        self.intake = intake
        self.waiting: list[WordPressFinding] = []

    def tell(self, title: str, language: str, page_id: int | None, notes: Iterable[Note]) -> None:
        self.waiting += [
            WordPressFinding(
                of=self.intake, page_id=page_id, title=title or "–", language=language, code=code, params=params
            )
            for code, params in notes
        ]
        if len(self.waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        WordPressFinding.objects.bulk_create(self.waiting)
        self.waiting = []
