"""Taking out what a list holds: at once when it is little, as long work when it is much."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Site

from core import audit
from core.jobs import actions as jobs
from core.jobs.running import Work

from . import registry
from .tables import csv_lines, write_xlsx

if TYPE_CHECKING:
    from .listing import DeskView

AT_ONCE = 1000  # rows
JOB = "desk.export"
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def respond(view: DeskView, rows: QuerySet[Any], form: str) -> HttpResponseBase:
    """A file of ``form`` («csv», «xlsx»), or the page of the work that writes it. Either leaves an audit row."""
    number, site = rows.count(), Site.find_for_request(view.request)
    _note(view, site.pk if site else None, number, form)
    if number > AT_ONCE:
        params = {
            "desk": view.desk,
            "query": view.request.GET.urlencode(),
            "form": form,
            "base": f"{view.request.scheme}://{view.request.get_host()}",
        }
        title = _("Table: %(list)s") % {"list": view.page_title}
        return redirect(jobs.start(kind=JOB, user=view.request.user, site=site, title=title, params=params))
    name = f"{view.get_filename()}.{form}"
    if form == "csv":
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        lines = _spoken(csv_lines(view.sheets(rows)[0]), get_language() or "")
        return StreamingHttpResponse(lines, content_type=TYPES[form], headers=disposition)
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response
    write_xlsx(file, view.sheets(rows))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[form])


def run(work: Work) -> dict[str, Any]:
    """The same as long work: the list is asked anew, with the rights of whoever began it."""
    desk = registry.get(work.params["desk"])
    assert desk is not None
    view = desk.asked(work.user, work.params["query"], work.params["base"])
    form, sheets = work.params["form"], view.sheets(view.get_queryset())
    wanted = sheets[:1] if form == "csv" else sheets
    total = sum(sheet.number for sheet in wanted)

    def tell(done: int) -> None:
        work.progress(done, total or None)

    with work.result_file(f"{view.get_filename()}.{form}") as path:
        if form == "csv":
            _write(str(path), csv_lines(wanted[0], progress=tell))
        else:
            write_xlsx(str(path), wanted, progress=tell)
    return {"rows": sheets[0].number}


def _spoken(parts: Iterator[bytes], language: str) -> Iterator[bytes]:
    """Parts that are made while the file is being sent, when the request's language no longer holds."""
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


def _write(path: str, parts: Iterable[bytes]) -> None:
    with open(path, "wb") as file:
        file.writelines(parts)


def _note(view: DeskView, site_id: int | None, number: int, form: str) -> None:
    audit.record(
        site_id=site_id,
        actor_id=view.request.user.pk,
        verb="desk.export",
        kind="desk",
        key=view.desk,
        rows=number,
        form=form,
    )
