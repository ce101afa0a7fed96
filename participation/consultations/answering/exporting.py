"""A consultation's opinions as files, row by row in bounded memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from core.desk.tables import Sheet, csv_lines, write_xlsx

from ..asking import asked_in
from ..models import ConsultationPage
from ..models.opinion import OpinionQuerySet
from . import packing
from .tabling import Row, rows_of, sheet

Progress = Callable[[int], None]
FORMS = {
    "xlsx": _("Workbook (XLSX)"),
    "csv": _("Table (CSV)"),
    "geojson": _("Places (GeoJSON)"),
    "html": _("Report as a page to print"),
    "docx": _("Report as a document for Word (DOCX)"),
    "zip": _("Attachments (ZIP)"),
}
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


def write_table(
    form: str, path: Path, page: ConsultationPage, rows: OpinionQuerySet, *, personal: bool, progress: Progress
) -> None:
    """``form``: «xlsx», «csv», «geojson» or «zip»; ``progress`` is told how many rows are written."""
    pages = {page.translation_key: page}
    if form == "geojson":
        with path.open("w", encoding="utf-8") as file:
            file.writelines(_places(rows_of(rows.filter(place__isnull=False), pages), personal, progress))
        return
    if form == "zip":
        packing.write(path, rows if personal else rows.public(), progress)
        return
    table = sheet(rows, pages, personal=personal)
    if form == "xlsx":
        write_xlsx(str(path), [table, *_asked(page)], progress=progress)
    else:
        with path.open("wb") as file:
            file.writelines(csv_lines(table, progress=progress))


def _asked(page: ConsultationPage) -> list[Sheet]:
    """How many have answered the questions of sections; their answers come out of the surveys themselves."""
    asked = asked_in(page.sections, timezone.now(), exact=True)
    titles = {block.id: block.value["title"] for block in page.sections}
    rows = [[titles[section], one.page.title, one.number] for section, found in asked.items() for one in found]
    headings = [pgettext("consultation", "Section"), gettext("Survey"), gettext("Answers")]
    return [Sheet(title=gettext("Questions"), headings=headings, rows=rows, number=len(rows))] if rows else []


def _places(rows: Iterator[Row], personal: bool, progress: Progress) -> Iterator[str]:
    """RFC 7946: degrees of WGS 84."""
    yield '{"type": "FeatureCollection", "features": ['
    for number, row in enumerate(rows, 1):
        yield ("" if number == 1 else ",\n") + json.dumps(_feature(row, personal), ensure_ascii=False)
        progress(number)
    yield "]}"


def _feature(row: Row, personal: bool) -> dict[str, Any]:
    one = row.opinion
    told = {
        "number": one.pk,
        "section": row.section,
        "opinion": one.body if one.is_public or personal else "",
        "moderation": str(one.get_standing_display()),
        "language": one.language,
        "organisation": one.organisation,
        "area": row.area,
        "attachments": [file.name for file in one.files.all()] if one.is_public or personal else [],
        "agreed": one.agreed,
        "disagreed": one.disagreed,
        "theme": row.theme,
        "response": row.text,
        "outcome": row.outcome,
        "sent": one.created_at.isoformat(timespec="minutes"),
    }
    return {"type": "Feature", "geometry": one.place, "properties": told | ({"name": one.name} if personal else {})}
