"""A table as a file to download."""

from __future__ import annotations

import tempfile

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.text import slugify

from core.desk.export import TYPES
from core.desk.tables import Sheet, csv_lines, write_xlsx


def download(sheet: Sheet, form: str) -> HttpResponseBase | None:
    """The table as «csv» or «xlsx», in bounded memory; nothing for any other form."""
    if form not in TYPES:
        return None
    name = f"{slugify(sheet.title) or 'table'}.{form}"
    if form == "csv":
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(csv_lines(sheet), content_type=TYPES[form], headers=disposition)
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response
    write_xlsx(file, [sheet])
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[form])
