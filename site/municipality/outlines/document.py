"""A file as a JSON object, or a sentence that says what it is instead."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_BYTES = 10 * 1024 * 1024
_BINARY = (b"PK\x03\x04", b"SQLite format 3", b"\x00\x00\x27\x0a", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")


def parse(data: bytes) -> dict[str, Any]:
    """The object. Raises ValidationError."""
    if len(data) > MAX_BYTES:
        raise ValidationError(too_big())
    _other_kinds(data)
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except RecursionError:
        raise ValidationError(_("The file is nested too deeply to be GeoJSON.")) from None
    except UnicodeDecodeError:
        raise ValidationError(_("The file is not text in UTF-8. Export it as GeoJSON in UTF-8.")) from None
    except json.JSONDecodeError as error:
        raise ValidationError(
            _("The file is not JSON: it cannot be read on from line %(line)s, column %(column)s."),
            params={"line": error.lineno, "column": error.colno},
        ) from None
    except ValueError:  # among them a whole number of thousands of digits
        raise ValidationError(_("The file holds a number that is none: NaN, Infinity or far too long.")) from None
    if b"\\ud" in data.lower():
        document = json.loads(json.dumps(document, ensure_ascii=False).encode(errors="replace"))  # halves of characters
    if not isinstance(document, dict) or not isinstance(document.get("type"), str):
        raise ValidationError(_("The file is JSON, but not GeoJSON: it does not say its type."))
    return document


def too_big() -> str:
    return _("The file is too big, at most %(most)s MB. Export it with fewer points.") % {"most": MAX_BYTES // 1024**2}


def _other_kinds(data: bytes) -> None:
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise ValidationError(_("The file is empty."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValidationError(_("The file is not text in UTF-8. Export it as GeoJSON in UTF-8."))
    if data.startswith(_BINARY) or b"\x00" in data[:4096]:
        raise ValidationError(
            _(
                "The file is not GeoJSON but something else, such as a zip, a shapefile or a GeoPackage. Export the areas as GeoJSON."
            )
        )
    if start.startswith(b"<"):
        raise ValidationError(_("The file is XML, such as KML or GML. Export the areas as GeoJSON."))


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
