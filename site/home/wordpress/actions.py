"""Every write about an import; the pages themselves are written in `writing`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from wagtail.models import Site

from core import audit
from core.refusal import Refusal, insist
from home.models import WordPressImport

from .rules import why_not_bring_in


def may_add_pages(user: Any, site: Site) -> bool:
    return bool(site.root_page.permissions_for_user(user).can_add_subpage())


@transaction.atomic
def give(*, site: Site, user: Any, file: UploadedFile) -> WordPressImport:
    """Keep a file that was uploaded, so that it can be tried. Raises Refused."""
    insist(_why_not(user, site))
    intake = WordPressImport(site=site, by=user, file_name=(file.name or "")[:200])
    intake.file.save("file", file, save=False)
    intake.save()
    _note(intake, user, "give", file=intake.file_name)
    return intake


@transaction.atomic
def discard(*, intake: WordPressImport, user: Any) -> None:
    """Throw away a file that has not been brought in, and what was found out about it. Raises Refused."""
    insist(_why_not(user, intake.site))
    intake = WordPressImport.objects.select_for_update().get(pk=intake.pk)
    if intake.stage in (WordPressImport.Stage.GIVEN, WordPressImport.Stage.TRIED):
        _note(intake, user, "discard", file=intake.file_name)
        intake.drop_file()
        intake.delete()


@transaction.atomic
def confirm(*, intake: WordPressImport, user: Any) -> bool:
    """Begin to bring in what has been tried; ``False`` when it cannot be, or somebody has begun it meanwhile. Raises
    Refused."""
    intake = WordPressImport.objects.select_for_update().get(pk=intake.pk)
    if not intake.may_be_confirmed or not intake.added:
        return False
    begin(intake=intake, user=user)
    return True


@transaction.atomic
def begin(*, intake: WordPressImport, user: Any) -> None:
    """Before the first page. ``user``: nobody for a command. Raises Refused."""
    insist(_why_not(user, intake.site))
    if intake.stage != WordPressImport.Stage.BEGUN:
        _note(intake, user, "begin", file=intake.file_name)
    intake.stage = WordPressImport.Stage.BEGUN
    intake.save()


@transaction.atomic
def end(*, intake: WordPressImport, user: Any, now: datetime) -> None:
    """After the last page; the counts are on ``intake``. The file goes."""
    intake.stage, intake.ended_at = WordPressImport.Stage.DONE, now
    intake.drop_file()
    intake.save()
    _note(intake, user, "import", file=intake.file_name, added=intake.added, known=intake.known)


def purge(*, now: datetime) -> int:
    """Delete files that nobody confirmed within a week. Returns how many."""
    forgotten = list(WordPressImport.objects.forgotten(now))
    for intake in forgotten:
        intake.drop_file()
        intake.delete()
    return len(forgotten)


def _why_not(user: Any, site: Site) -> Refusal | None:
    return why_not_bring_in(user is None or may_add_pages(user, site))


def _note(intake: WordPressImport, user: Any, verb: str, **detail: Any) -> None:
    audit.record(
        site_id=intake.site_id,
        actor_id=user.pk if user else None,
        verb=f"wordpress.{verb}",
        kind="wordpress",
        key=intake.uuid,
        **detail,
    )
