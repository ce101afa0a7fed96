"""A document of Word whose end is written as it is read: however many paragraphs follow, none is held."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

BODY = "word/document.xml"
END = b"<w:sectPr"  # of the body: it comes last
NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML does not hold
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


def paragraph(text: str, *, style: str = "", language: str = "", bold: bool = False, with_next: bool = False) -> str:
    """As it stands in the document, where ``w`` is declared. ``style``: its id; ``language``: of the text, where it is not
    the document's; ``with_next``: not parted from what follows."""
    shape = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    shape += "<w:keepNext/>" if with_next else ""
    letters = "<w:b/>" if bold else ""
    letters += f"<w:lang w:val={quoteattr(language)}/>" if language else ""
    said = BREAK.join(escape(NEVER.sub("", text)).splitlines())
    return (
        f"<w:p>{f'<w:pPr>{shape}</w:pPr>' if shape else ''}<w:r>{f'<w:rPr>{letters}</w:rPr>' if letters else ''}"
        f'<w:t xml:space="preserve">{said}</w:t></w:r></w:p>'
    )


def save(book: Any, path: Path, rest: Iterable[str]) -> None:
    """The document as it stands, and paragraphs after it."""
    stub = BytesIO()
    book.save(stub)
    with ZipFile(stub) as given, ZipFile(path, "w", ZIP_DEFLATED) as made:
        for item in given.infolist():
            if item.filename != BODY:
                made.writestr(item, given.read(item), ZIP_DEFLATED)
                continue
            before, end, after = given.read(item).rpartition(END)
            with made.open(BODY, "w", force_zip64=True) as body:
                body.write(before)
                for one in rest:
                    body.write(one.encode())
                body.write(end + after)
