"""A text as what can be commented one by one: headings, paragraphs, items of lists, tables. Pure.

What is read is HTML as Wagtail stores it: links to pages and documents are by number, and are made into addresses when a
paragraph is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement, PreformattedString

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ol", "ul"})
CONTAINERS = frozenset(
    {"address", "article", "aside", "blockquote", "center", "div", "figure", "footer", "header", "main", "section"}
)
_SKIPPED = frozenset({"hr", "script", "style", "template"})
_TYPED_NUMBER = re.compile(r"(\d{1,3})(?:[.)]|\s|$)")


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    FIGURE = "figure"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """``level``: of a heading, or how deep an item stands; ``marker``: what stands before an item; ``html``: what is
    within its element; ``text``: its words alone; ``label``: what it is called («2.3»), when it has been numbered."""

    kind: Kind
    text: str
    html: str
    level: int = 0
    marker: str = ""
    label: str = ""

    @property
    def is_heading(self) -> bool:
        return self.kind == Kind.HEADING


def paragraphs_of(html: str) -> list[Paragraph]:
    """Those that say something, in order and numbered. Never fails: what is not understood becomes a paragraph."""
    return numbered(_read(BeautifulSoup(html, "html.parser")))


def numbered(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """With labels that are unlike each other. Main headings are 1, 2, 3, or as they are numbered in their own words;
    what follows one is 1.1, 1.2. A text without headings is 1, 2, 3."""
    found = list(paragraphs)
    top = min((each.level for each in found if each.is_heading), default=0)
    chapter = within = 0
    labelled = []
    for each in found:
        if each.is_heading and each.level == top:
            chapter, within = max(chapter + 1, _typed(each.text)), 0
            label = str(chapter)
        else:
            within += 1
            label = f"{chapter}.{within}" if top else str(within)
        labelled.append(replace(each, label=label))
    return labelled


def _typed(heading: str) -> int:
    found = _TYPED_NUMBER.match(heading)
    return int(found[1]) if found else 0


def _read(parent: Tag) -> Iterator[Paragraph]:
    """Words that stand in no element of their own are a paragraph together."""
    loose: list[PageElement] = []
    for child in parent.children:
        if not isinstance(child, Tag) or not _is_block(child):
            loose.append(child)
            continue
        yield from _paragraph(Kind.PARAGRAPH, loose)
        loose = []
        yield from _block(child)
    yield from _paragraph(Kind.PARAGRAPH, loose)


def _is_block(tag: Tag) -> bool:
    return (
        tag.name
        in {"p", "pre", "table", "embed", "img", "dl", "dt", "dd"} | LISTS | HEADINGS.keys() | CONTAINERS | _SKIPPED
    )


def _block(tag: Tag) -> Iterator[Paragraph]:
    if tag.name in _SKIPPED:
        return
    if tag.name in HEADINGS:
        yield from _paragraph(Kind.HEADING, list(tag.children), level=HEADINGS[tag.name])
    elif tag.name in LISTS:
        yield from _items(tag, 1)
    elif tag.name == "table":
        yield from _table(tag)
    elif tag.name in {"embed", "img"}:
        yield Paragraph(kind=Kind.FIGURE, text=_tidy(str(tag.get("alt") or "")), html=str(tag))
    elif tag.find(_is_block):
        yield from _read(tag)
    else:
        yield from _paragraph(Kind.PARAGRAPH, list(tag.children))


def _items(listed: Tag, depth: int) -> Iterator[Paragraph]:
    """Each item by itself; those of a list within an item stand one deeper, after its own words."""
    for number, item in enumerate(listed.find_all("li", recursive=False), 1):
        marker = f"{number}." if listed.name == "ol" else "•"
        own = [child for child in item.children if not (isinstance(child, Tag) and child.name in LISTS)]
        yield from _paragraph(Kind.ITEM, list(_opened(own)), level=depth, marker=marker)
        for child in item.find_all(LISTS, recursive=False):
            yield from _items(child, depth + 1)


def _opened(children: Sequence[PageElement]) -> Iterator[PageElement]:
    """What stands in an item, without paragraphs around it."""
    for position, child in enumerate(children):
        if isinstance(child, Tag) and child.name in {"p", "div"}:
            if position:
                yield NavigableString(" ")
            yield from list(child.children)
        else:
            yield child


def _table(table: Tag) -> Iterator[Paragraph]:
    """A table is commented as a whole. Its words: a line for each row, a bar between cells."""
    rows = [[_words(cell) for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]
    text = "\n".join(" | ".join(row) for row in rows if any(row))
    if text:
        yield Paragraph(kind=Kind.TABLE, text=text, html=table.decode_contents())


def _paragraph(kind: Kind, children: Sequence[PageElement], *, level: int = 0, marker: str = "") -> Iterator[Paragraph]:
    kept = [child for child in children if not isinstance(child, PreformattedString)]
    text = _tidy("".join(_raw(child) for child in kept))
    if text:
        html = "".join(_markup(child) for child in kept)
        yield Paragraph(kind=kind, text=text, html=html.strip(), level=level, marker=marker)


def _markup(node: PageElement) -> str:
    if isinstance(node, Tag):
        return node.decode()
    return node.output_ready("minimal") if isinstance(node, NavigableString) else ""


def _words(tag: Tag) -> str:
    return _tidy(_raw(tag))


def _raw(node: PageElement) -> str:
    if not isinstance(node, Tag):
        return "" if isinstance(node, PreformattedString) else str(node)
    if node.name == "br":
        return "\n"
    return "".join(_raw(child) for child in node.children)


def _tidy(text: str) -> str:
    return " ".join(text.split())
