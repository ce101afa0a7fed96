"""The words of one file, read in a process of its own that may neither grow nor last: ``python reading.py FILE ENDING``.

It prints JSON: ``state`` (`models.Reading`), ``text``, ``is_cut``. It knows nothing of Django, so that it starts quickly; a
file that brings it down brings nothing else down."""

from __future__ import annotations

import json
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

MOST_SIGNS = 200_000  # characters that are kept
MOST_PAGES = 500
MOST_UNPACKED = 100_000_000  # bytes of a packed document
MOST_PARTS = 5_000
MEMORY = 1_500_000_000  # bytes
CPU = 30  # seconds
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_UNSEEN = (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation")  # struck out, and what reviewers noted beside


class Unreadable(Exception):  # noqa: N818  told, not gone wrong
    """Its argument is the state."""


def read(path: Path, ending: str) -> tuple[str, bool]:
    """The text, and whether there is more. Raises Unreadable."""
    readers = {"pdf": _pdf, "docx": _docx, "odt": _odt}
    pieces: list[str] = []
    signs = 0
    for piece in readers[ending](path):
        pieces.append(piece)
        signs += len(piece) + 1
        if signs > MOST_SIGNS:
            return "\n".join(pieces)[:MOST_SIGNS], True
    return "\n".join(pieces), False


def _pdf(path: Path) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(path, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("encrypted")
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            return
        yield page.extract_text()


def _docx(path: Path) -> Iterator[str]:
    _check_packed(path)
    from docx import Document

    document = Document(str(path))
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            yield from (cell.text for row in part.rows for cell in row.cells)
        else:
            yield part.text


def _odt(path: Path) -> Iterator[str]:
    _check_packed(path)
    from defusedxml import ElementTree

    with zipfile.ZipFile(path) as packed:
        if "manifest:encryption-data" in packed.read("META-INF/manifest.xml").decode("utf-8", "replace"):
            raise Unreadable("encrypted")
        tree = ElementTree.fromstring(packed.read("content.xml"))
    for one in [one for one in tree.iter() if one.tag in _UNSEEN]:
        tail = one.tail
        one.clear()
        one.tail = tail
    for one in tree.iter():
        if one.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield _said(one)


def _said(element: object) -> str:
    """A paragraph's text, with the blanks that ODF writes as elements."""
    pieces: list[str] = []
    for one in element.iter():  # type: ignore[attr-defined]
        blank = one.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break")
        pieces += [" " if blank else "", one.text or "", one.tail or "" if one is not element else ""]
    return "".join(pieces)


def _check_packed(path: Path) -> None:
    """A bomb is known by what it says of itself; what lies of itself meets the limit of memory."""
    with path.open("rb") as file:
        if file.read(4) == b"\xd0\xcf\x11\xe0":  # an OLE file: Word's way to lock a document
            raise Unreadable("encrypted")
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unreadable("too_big")
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable("encrypted")


def main(arguments: Iterable[str]) -> dict[str, object]:
    name, ending = arguments
    try:
        text, is_cut = read(Path(name), ending)
    except Unreadable as unreadable:
        return {"state": str(unreadable), "text": "", "is_cut": False}
    except MemoryError:
        return {"state": "too_big", "text": "", "is_cut": False}
    except Exception:
        return {"state": "broken", "text": "", "is_cut": False}
    text = text.encode("utf-8", "ignore").decode()  # half characters of broken fonts cannot be stored
    return {"state": "done" if text.strip() else "empty", "text": text, "is_cut": is_cut}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    sys.stdout.write(json.dumps(main(sys.argv[1:])))
