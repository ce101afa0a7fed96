"""Attachments of many opinions in one package, a file at a time in bounded memory."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from django.db.models import QuerySet

from ..models import OpinionFile
from ..models.opinion import OpinionQuerySet

BATCH = 200


def write(path: Path, rows: OpinionQuerySet, progress: Callable[[int], None]) -> None:
    """``rows``: the opinions; each file begins with the number of its own."""
    found = files_of(rows).order_by("opinion_id", "pk")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for done, row in enumerate(found.iterator(BATCH), start=1):
            entry = zipfile.ZipInfo(name_of(row))
            with row.content.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)
            progress(done)


def files_of(rows: OpinionQuerySet) -> QuerySet[OpinionFile]:
    return OpinionFile.objects.filter(opinion__in=rows.order_by().values("pk"))


def name_of(row: OpinionFile) -> str:
    """«12-3-Plan.pdf»: of the opinion, of the file, and its own."""
    return f"{row.opinion_id}-{row.pk}-{row.name}"
