"""What residents write is plain text: no markup goes in, paragraphs and links are made on the way out."""

from __future__ import annotations

import re
import unicodedata

from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
NO_BREAK = "\u00a0"
_BLANK_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Composed characters, Unix line ends, no control or direction characters, at most one empty line in a row."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", text)
    lines = [line.rstrip() for line in text.split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def tidy_line(text: str) -> str:
    """`tidy` for one line: every run of white space is one space."""
    return " ".join(tidy(text).split())


def with_unit(number: object, unit: str) -> str:
    """«47 %», which no line breaks."""
    return f"{number}{NO_BREAK}{unit}" if unit else str(number)


def paragraphs(text: str) -> SafeString:
    """Escaped HTML: a paragraph for each, line breaks kept, web and e-mail addresses made into links that pass on
    no credit (``rel="nofollow"``)."""
    parts = [part for part in tidy(text).split("\n\n") if part]
    html = "".join(f"<p>{urlize(escape(part), nofollow=True).replace(chr(10), '<br>')}</p>" for part in parts)
    return mark_safe(html)  # noqa: S308  escaped above
