"""Own data as a package to take along: JSON for machines, one HTML page for people, and the pictures beside them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from core.jobs.running import Work

from .present import labelled
from .queries import everything
from .registry import Attached, Personal, known

JOB = "accounts.own_data"
FORMAT, VERSION = "raitti-own-data", 1
BATCH = 200  # rows


def run(work: Work) -> dict[str, Any]:
    """The work that makes the package."""
    made = timezone.localtime()
    with work.result_file(f"{_('own-data')}-{made:%Y-%m-%d}.zip") as path, ZipFile(path, "w", ZIP_DEFLATED) as package:
        files: dict[str, Attached] = {}
        with package.open(f"{_('own-data')}.json", "w", force_zip64=True) as out:
            rows = _write_json(out, work, made, files)
        with package.open(f"{_('own-data')}.html", "w", force_zip64=True) as out:
            for part in _html(work.user, made):
                out.write(part.encode())
        for name, attached in files.items():
            _copy(package, name, attached)
    return {"rows": rows}


def _write_json(out: IO[bytes], work: Work, made: datetime, files: dict[str, Attached]) -> int:
    head = {"format": FORMAT, "version": VERSION, "made_at": made.isoformat(), "language": get_language()}
    out.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2].encode())
    out.write(b',\n "data": {')
    rows = 0
    for number, personal in enumerate(known().values()):
        out.write(b",\n" if number else b"\n")
        out.write(f'  {json.dumps(personal.model)}: {_told(personal)[:-1]}, "rows": ['.encode())
        for nth, row in enumerate(everything(personal, work.user)):
            out.write(b",\n" if nth else b"\n")
            out.write(b"   " + json.dumps(_plain(row, files), ensure_ascii=False).encode())
            rows += 1
            work.progress(rows)
        out.write(b"]}")
    out.write(b"\n }\n}\n")
    return rows


def _told(personal: Personal) -> str:
    words = {"title": personal.title, "why": personal.why, "kept": personal.kept, "basis": personal.basis.label}
    return json.dumps({name: str(said) for name, said in words.items()}, ensure_ascii=False)


def _plain(value: Any, files: dict[str, Attached]) -> Any:
    """A value as JSON. A file becomes its name in the package, and is remembered to be put there."""
    if isinstance(value, Mapping):
        return {key: _plain(one, files) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, files) for one in value]
    if isinstance(value, Attached):
        files[value.path] = value
        return {"file": value.path, "text": value.alt}
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _html(user: User, made: datetime) -> Iterator[str]:
    """The page, in pieces."""
    kinds = list(known().values())
    yield render_to_string("files/own_data/head.html", {"made": made, "kinds": kinds})
    for personal in kinds:
        yield render_to_string("files/own_data/kind.html", {"kind": personal})
        rows = 0
        for batch in _batches(everything(personal, user)):
            yield render_to_string("files/own_data/rows.html", {"rows": [labelled(personal, row) for row in batch]})
            rows += len(batch)
        yield render_to_string("files/own_data/end.html", {"rows": rows})
    yield "</main></body></html>\n"


def _batches(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """So many rows at a time as are put into one template: neither one by one nor all in memory."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _copy(package: ZipFile, name: str, attached: Attached) -> None:
    """Pictures are compressed already. One whose file is missing is left out."""
    storage = attached.file.storage
    if not attached.file.name or not storage.exists(attached.file.name):
        return
    package.compression = ZIP_STORED
    with storage.open(attached.file.name, "rb") as source, package.open(str(PurePosixPath(name)), "w") as out:
        shutil.copyfileobj(source, out)
