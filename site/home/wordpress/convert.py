"""From the tree of a post's text to the blocks of a page. What has no block here is left out and noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

from bs4 import Tag

from . import html
from .inline import OTHER, Inline, plain
from .links import Links
from .tables import table_of

MOST_TEXT = 500_000  # characters of a post
LONGEST = {"heading": 120, "quote": 600, "who": 120}
HEADINGS = {"h1": "2", "h2": "2", "h3": "3"}
_LISTS = ("ul", "ol")

Block = dict[str, Any]
Note = tuple[str, dict[str, Any]]


@dataclass
class Body:
    """``blocks`` as a StreamField's raw data; ``notes`` say what needs a hand: a code of `words` and its params."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def convert(content: str, links: Links, *, missing_image: str) -> Body:
    """``missing_image``: the words that stand in for an image, with %(url)s and %(alt)s."""
    if len(content) > MOST_TEXT:
        return Body(notes=[("text_large", {})])
    try:
        text = html.parse(content)
        writer = _Writer(links, missing_image)
        for code, params in text.left_out:
            writer.note(code, **params)
        writer.children(text.root)
        writer.close()
    except RecursionError:
        return Body(notes=[("text_large", {})])
    return writer.body


class _Writer:
    def __init__(self, links: Links, missing_image: str) -> None:
        self.body = Body()
        self.missing_image = missing_image
        self.inline = Inline(links, self.note, self._meet)
        self._prose: list[str] = []
        self._after: list[str] = []

    def note(self, code: str, **params: Any) -> None:
        if (code, params) not in self.body.notes:
            self.body.notes.append((code, params))

    def close(self) -> None:
        """End the running text."""
        self._prose += self._after
        self._after = []
        if self._prose:
            self.body.blocks.append({"type": "text", "value": "".join(self._prose)})
            self._prose = []

    def children(self, node: Any) -> None:
        loose: list[Any] = []
        for child in list(node.children):
            if isinstance(child, Tag) and (child.name in html.BLOCKS or child.name in OTHER):
                self._paragraph(loose)
                loose = []
                self._block(child)
            elif isinstance(child, Tag) and child.find(html.BLOCKS) is not None:  # <a><h2>…</h2></a>
                self._paragraph(loose)
                loose = []
                self.children(child)
            else:
                loose.append(child)
        self._paragraph(loose)

    def _paragraph(self, nodes: list[Any]) -> None:
        if any(isinstance(node, Tag) or node.strip() for node in nodes):
            holder = Tag(name="p")
            for node in nodes:
                holder.append(node)
            self._words(self.inline.html(holder))

    def _words(self, inner: str, tag: str = "p") -> None:
        if inner:
            self._prose.append(f"<{tag}>{inner}</{tag}>")
        self._prose += self._after
        self._after = []

    def _block(self, tag: Tag) -> None:
        act = getattr(self, f"_{tag.name}", None) if tag.name in _OWN else None
        if act is not None:
            act(tag)
        elif tag.name in HEADINGS:
            self._heading(tag, HEADINGS[tag.name])
        elif tag.name in ("h4", "h5", "h6", "summary", "dt"):
            self._words(plain_html(tag), "h4")
        elif tag.name in _LISTS:
            listed = self._list(tag)
            self._prose += [listed, *self._after] if listed else self._after
            self._after = []
        elif tag.name in OTHER or tag.name in ("video", "audio", "iframe", "form"):
            self._meet(tag)
            self._words("")
        elif tag.name == "p" or (tag.name in ("dd", "figcaption", "li") and tag.find(html.BLOCKS) is None):
            self._p(tag)
        elif tag.name == "hr":
            pass
        else:
            self.children(tag)

    def _p(self, tag: Tag) -> None:
        if tag.find(html.BLOCKS) is None:
            self._words(self.inline.html(tag))
        else:
            self.children(tag)

    def _pre(self, tag: Tag) -> None:
        lines = tag.get_text().strip("\n").split("\n")
        self._words("<br/>".join(escape(line, quote=False) for line in lines))

    def _heading(self, tag: Tag, level: str) -> None:
        text = plain(tag)
        for picture in tag.find_all("img"):
            self._meet(picture)
        if not text:
            self._words("")
        elif len(text) > LONGEST["heading"]:
            self.note("heading_long")
            self._words(f"<b>{escape(text, quote=False)}</b>")
        else:
            self.close()
            self.body.blocks.append({"type": "heading", "value": {"text": text, "level": level}})
            self._words("")

    def _blockquote(self, tag: Tag) -> None:
        said_by = tag.find("cite")
        who = plain(said_by.extract()) if isinstance(said_by, Tag) else ""
        parts = [plain(part) for part in tag.find_all("p")] or [plain(tag)]
        text = "\n\n".join(filter(None, parts))
        if not text:
            return
        if len(text) > LONGEST["quote"] or len(who) > LONGEST["who"] or tag.find(["table", "ul", "ol"]) is not None:
            self.note("quote_long")
            self.children(tag)
            self._words(f"<i>{escape(who, quote=False)}</i>" if who else "")
            return
        self.close()
        self.body.blocks.append({"type": "quote", "value": {"text": text, "who": who, "role": ""}})

    def _figure(self, tag: Tag) -> None:
        classes = " ".join(tag.get("class") or [])
        pictures = tag.find_all("img")
        if "gallery" in classes or len(pictures) > 1:
            self.note("gallery", number=len(pictures))
        elif tag.find("table") is not None:
            self._table(tag)
        elif "embed" in classes and not pictures:
            frame = tag.find("iframe")
            url = str(frame.get("src") or "") if isinstance(frame, Tag) else plain(tag)
            self.note("embed", url=url[:400])
        else:
            self.children(tag)

    def _table(self, tag: Tag) -> None:
        table = tag if tag.name == "table" else tag.find("table")
        if not isinstance(table, Tag):
            return
        value, codes = table_of(tag, table)
        for code in codes:
            self.note(code)
        for picture in tag.find_all("img"):
            self._meet(picture)
        if value:
            self.close()
            self.body.blocks.append({"type": "table", "value": value})
        self._words("")

    def _list(self, tag: Tag) -> str:
        """Lists may hold lists; whatever else is in an item becomes its words."""
        items = []
        for item in tag.find_all("li", recursive=False):
            inner = [child.extract() for child in item.find_all(_LISTS) if child.find_parent(_LISTS) is tag]
            words = self.inline.html(item)
            below = "".join(self._list(child) for child in inner)
            if words or below:
                items.append(f"<li>{words}{below}</li>")
        return f"<{tag.name}>{''.join(items)}</{tag.name}>" if items else ""

    def _meet(self, tag: Tag) -> None:
        """Something that is no words: noted, and where it was an image, said in its place."""
        if tag.name in ("script", "noscript"):
            self.note("script")
        elif tag.name in ("form", "input", "select", "textarea", "button"):
            self.note("form")
        elif tag.name in ("iframe", "embed", "object", "video", "audio"):
            self.note("embed", url=_source(tag)[:400])
        elif tag.name in ("img", "picture"):
            picture = tag if tag.name == "img" else tag.find("img")
            url = str(picture.get("src") or "") if isinstance(picture, Tag) else ""
            if url and not url.startswith("data:"):
                alt = str(picture.get("alt") or "") if isinstance(picture, Tag) else ""
                self.note("image", url=url[:400])
                said = self.missing_image % {"url": url[:400], "alt": f" ({alt[:200]})" if alt else ""}
                self._after.append(f"<p><i>{escape(said, quote=False)}</i></p>")


_OWN = frozenset({"blockquote", "figure", "table", "pre"})


def plain_html(tag: Tag) -> str:
    return escape(plain(tag), quote=False)


def _source(tag: Tag) -> str:
    inner = tag.find(["source", "embed"])
    found = tag.get("src") or tag.get("data") or tag.get("data-src")
    if not found and isinstance(inner, Tag):
        found = inner.get("src")
    return str(found or "–")
