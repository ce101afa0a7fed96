"""Words within a paragraph: what our editor can hold of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

from bs4 import NavigableString, Tag

from .links import Links

MARKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "dfn": "i"}
_SPACE = re.compile(r"[ \t\n\f\xa0]+")

Note = Callable[..., None]


class Inline:
    """``note(code, **params)`` hears what needs a hand; ``meet(tag)`` gets what is no words (images, embeds), and gives
    what to say in its place."""

    def __init__(self, links: Links, note: Note, meet: Callable[[Tag], None]) -> None:
        self.links, self.note, self.meet = links, note, meet

    def html(self, node: Any) -> str:
        """The HTML of a node's children, trimmed; empty when they hold no words."""
        html = self._children(node)
        html = re.sub(r" {2,}", " ", html)
        html = re.sub(r"(?:\s|<br/>)+\Z|\A(?:\s|<br/>)+", "", html)
        return html if re.sub(r"<[^>]*>", "", html).strip() else ""

    def _children(self, node: Any) -> str:
        return "".join(self._one(child) for child in node.children)

    def _one(self, child: Any) -> str:
        if isinstance(child, NavigableString):
            return escape(_SPACE.sub(" ", str(child)), quote=False)
        if not isinstance(child, Tag):
            return ""
        if child.name == "br":
            return "<br/>"
        if child.name == "a":
            return self._link(child)
        if child.name in MARKS:
            inner, mark = self._children(child), MARKS[child.name]
            return f"<{mark}>{inner}</{mark}>" if inner.strip() else inner
        if child.name in OTHER:
            self.meet(child)
            return ""
        return self._children(child)

    def _link(self, tag: Tag) -> str:
        inner = self._children(tag)
        target = self.links.target(str(tag.get("href") or ""))
        if not re.sub(r"<[^>]*>", "", inner).strip():
            return inner
        if target.code:
            self.note(target.code, url=target.href[:400])
        if target.page:
            return f'<a linktype="page" id="{target.page}">{inner}</a>'
        return f'<a href="{escape(target.href)}">{inner}</a>' if target.href else inner


OTHER = frozenset(
    {
        *("img", "picture", "svg", "iframe", "embed", "object", "video", "audio", "form", "input", "button", "select"),
        *("textarea", "script", "style", "noscript", "canvas", "map", "link", "meta", "template"),
    }
)


def plain(node: Any) -> str:
    """A node's words on one line."""
    return " ".join(node.get_text(" ", strip=True).split())
