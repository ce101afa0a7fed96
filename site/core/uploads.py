"""What is taken of a file that somebody outside sends: judged by what it is, not only by its name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from . import scanning
from .pictures import clean_picture
from .text import tidy_line

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
DOCUMENTS = (".pdf", ".docx", ".xlsx", ".odt", ".ods", ".txt")
MEGABYTE = 1024 * 1024
LONGEST = 80  # characters of a name before its ending
MOST_PARTS = 5_000  # of a document that is a package
# What a package of each kind holds; macros are not taken.
PACKAGES = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".odt": "content.xml",
    ".ods": "content.xml",
}
MACROS = ("vbaproject.bin", "basic/")
REASONS: Mapping[str, Any] = {
    "type": _("«%(name)s» is of a type that is not taken here. Choose another file."),
    "large": _("«%(name)s» is too large: a file may have %(size)s. Choose a smaller one."),
    "infected": _("«%(name)s» was not taken: a virus was found in it. Choose another file."),
    "unsearched": _(
        "«%(name)s» was not taken: it could not be searched for viruses just now. Try again in a while, or go on without it."
    ),
    "broken": _("«%(name)s» could not be read. Choose another file."),
    "many": _("There is no room for «%(name)s»: %(most)s at most. Remove another file first."),
}


class NotTakenError(Exception):
    """``reason``: one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Taken:
    """``searched``: for viruses."""

    name: str
    size: int
    content: IO[bytes]
    searched: bool


def name_of(upload: UploadedFile) -> str:
    """Without folders and control characters, not too long."""
    path = PurePath(tidy_line((upload.name or "").replace("\\", "/")))
    return f"{path.stem[:LONGEST]}{path.suffix.lower()[:10]}"


def take(upload: UploadedFile, *, endings: Collection[str], largest: int) -> Taken:
    """``endings``: those that are taken; ``largest``: bytes. Pictures are drawn anew, without what hides in them. Raises
    NotTakenError."""
    name, size = name_of(upload), upload.size or 0
    ending = PurePath(name).suffix
    if ending not in endings:
        raise NotTakenError("type")
    if size > largest:
        raise NotTakenError("large")
    if not size:
        raise NotTakenError("broken")
    searched = _is_harmless(upload)
    if ending in PICTURES:
        try:
            content = clean_picture(upload, size).large
        except ValidationError as error:
            raise NotTakenError("large" if error.code in ("too_large", "too_many_pixels") else "broken") from error
        return Taken(f"{PurePath(name).stem}.webp", len(content), io.BytesIO(content), searched)
    if not _is_what_it_says(upload, ending):
        raise NotTakenError("broken")
    upload.seek(0)
    return Taken(name, size, upload, searched)


def _is_harmless(upload: UploadedFile) -> bool:
    """Whether that is known. Raises NotTakenError for a virus, and when what searches for them does not answer: it is
    there so that no file comes in unsearched."""
    if not scanning.is_set_up():
        return False
    try:
        if scanning.is_clean(upload):
            return True
    except scanning.ScannerDownError as error:
        raise NotTakenError("unsearched") from error
    raise NotTakenError("infected")


def _is_what_it_says(upload: UploadedFile, ending: str) -> bool:
    upload.seek(0)
    if ending == ".pdf":
        return bool(upload.read(5) == b"%PDF-")
    if ending == ".txt":
        return _is_text(upload)
    try:
        with zipfile.ZipFile(upload) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    if len(names) > MOST_PARTS or any(word in name.lower() for name in names for word in MACROS):
        return False
    return PACKAGES[ending] in names


def _is_text(upload: UploadedFile) -> bool:
    try:
        return all("\x00" not in line for line in io.TextIOWrapper(io.BytesIO(upload.read()), "utf-8"))
    except UnicodeDecodeError:
        return False
