"""Tables of proposals, as an earlier service would give them out."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from django.core.management import call_command

COLUMNS = ("title", "body", "language", "author", "created", "theme", "lat", "lon", "supports")
BODY = "Ehdotan, että rantaan tehdään uusi laituri, jolta lapset pääsevät turvallisesti uimaan."


def row(number: int = 1, **fields: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": f"Laituri rantaan {number}",
        "body": BODY,
        "language": "fi",
        "author": "Maija Mäkelä",
        "created": "2024-05-01 12:30",
        "theme": "Liikunta",
        "lat": "60.12",
        "lon": "23.92",
        "supports": "7",
    }
    return {**values, **fields}


def text(*rows: dict[str, Any], columns: tuple[str, ...] = COLUMNS, separator: str = ",") -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, delimiter=separator, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def table(*rows: dict[str, Any], encoding: str = "utf-8", **options: Any) -> bytes:
    return text(*rows, **options).encode(encoding)


def bring_in(folder: Path, content: bytes, *arguments: str, project: str = "ranta-kuntoon") -> tuple[str, str]:
    """Run the command over a file of this content; what it says and what it complains of."""
    file = folder / "ehdotukset.csv"
    file.write_bytes(content)
    said, complained = io.StringIO(), io.StringIO()
    call_command(
        "import_proposals", str(file), "--project", project, *arguments, stdout=said, stderr=complained, no_color=True
    )
    return said.getvalue(), complained.getvalue()
