"""A document of Word whose end is written as it is read: however many paragraphs follow, none is held."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx.oxml import OxmlElement
from docx.text.paragraph import Paragraph
from lxml import etree

BODY = "word/document.xml"
END = b"<w:sectPr"  # of the body: it comes last
TOGETHER = 200  # paragraphs that are written at once


def paragraph(text: str = "", style: str = "") -> Any:
    """That stands nowhere yet. ``style``: its id."""
    made: Any = Paragraph(OxmlElement("w:p"), None)  # type: ignore[arg-type]
    if style:
        made._p.style = style
    if text:
        made.add_run(text)
    return made


def save(book: Any, path: Path, rest: Iterable[Any]) -> None:
    """The document as it stands, and paragraphs after it."""
    stub = BytesIO()
    book.save(stub)
    with ZipFile(stub) as given, ZipFile(path, "w", ZIP_DEFLATED) as made:
        for item in given.infolist():
            if item.filename != BODY:
                made.writestr(item, given.read(item), ZIP_DEFLATED)
                continue
            before, end, after = given.read(item).rpartition(END)
            with made.open(BODY, "w") as body:
                body.write(before)
                waiting = []
                for one in rest:
                    waiting.append(etree.tostring(one._p, encoding="unicode").encode())
                    if len(waiting) >= TOGETHER:
                        body.write(b"".join(waiting))
                        waiting.clear()
                body.write(b"".join(waiting) + end + after)
